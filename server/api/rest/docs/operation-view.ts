/** One operation of the API: what it takes, what it answers, and how to ask for it. */
import type { Operation } from "./document.ts";
import { type Html, html, NOTHING, paragraphs, prose } from "./html.ts";
import { fieldTable, typeWords } from "./schema-view.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const STAND_INS: Readonly<Record<string, string>> = {
  slug: "torkham",
  metric: "trucks_stranded",
  offset: "0",
  watchId: "0b7d4f8e-6c1a-4f0e-8b57-3a1a6f0f9c01",
  endpointId: "5f0c54c0-8d9e-4f3a-9a55-0d1f6f1f7c11",
  noticeId: "01992f5e-7c1a-8d3e-9b1f-2f6f0f6d4b10",
  keyId: "8a2b6a1e-2f5d-4a87-9d8c-6b1f3e5d7c21",
};
const standIn = (name: string): string => STAND_INS[name] ?? `{${name}}`;

/** `/incidents/{slug}` takes another slug than `/crossings/{slug}`. */
function examplePath({ path, operation }: Asked): string {
  const filled = path
    .replace("/incidents/{slug}", "/incidents/october-2025-clashes")
    .replace(/\{(\w+)\}/g, (_, name: string) => standIn(name));
  const query = operation.parameters
    .filter((one) => one.in === "query" && one.required)
    .map(({ name }) => `${name}=${standIn(name)}`);
  return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
}

export function curlFor(asked: Asked, base: string): string {
  const { method, operation } = asked;
  const needsKey = operation.security.length > 0 && operation.security.every((one) => "key" in one);
  const [[type, body] = []] = Object.entries(operation.requestBody?.content ?? {});
  // An apostrophe would end the text in the shell; no example has one.
  const data =
    body?.example === undefined ? "--data-binary @body" : `-d '${JSON.stringify(body.example)}'`;
  const parts = [
    "curl",
    ...(method === "get" ? [] : ["-X", method.toUpperCase()]),
    ...(needsKey ? ['-H "Authorization: Bearer $GATEWATCH_KEY"'] : []),
    ...(type === undefined ? [] : [`-H "Content-Type: ${type}"`, data]),
    `"${base}${examplePath(asked)}"`,
  ];
  return parts.join(" ");
}

function parameterTable({ parameters }: Operation): Html {
  if (parameters.length === 0) return NOTHING;
  const rows = parameters.map(
    (one) => html`<tr><th scope="row"><code>${one.name}</code></th>
<td>${typeWords(one.schema)}${one.required ? html` <small>required</small>` : NOTHING}</td>
<td>${prose(one.description ?? one.schema.description ?? "")}</td></tr>
`,
  );
  return html`<div class="wide"><table><thead><tr><th>Parameter</th><th>Type</th><th>What it does</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function answers({ responses }: Operation): Html {
  const good = Object.entries(responses).filter(([status]) => status < "400");
  const bad = Object.keys(responses).filter((status) => status >= "400");
  const rows = good.map(([status, { description, content }]) => {
    const bodies = Object.entries(content).map(([type, { schema }]) => {
      const body = schema?.properties === undefined ? NOTHING : fieldTable(schema);
      const named =
        schema === undefined || schema.properties ? NOTHING : html`: ${typeWords(schema)}`;
      return html` <code>${type}</code>${type.includes("json") ? named : NOTHING}${body}`;
    });
    return html`<li><strong>${status}</strong> ${prose(description)}${bodies}</li>
`;
  });
  return html`<ul>${rows}</ul><p><small>Refused with <a href="#refusals">${bad.join(", ")}</a></small></p>`;
}

export function operationView(asked: Asked, base: string): Html {
  const { method, path, operation } = asked;
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) =>
      html`<p>Body: <code>${type}</code> ${schema === undefined ? NOTHING : typeWords(schema)}</p>`,
  );
  return html`<details id="${operation.operationId}"><summary><code><b>${method.toUpperCase()}</b> ${path}</code>
<span>${operation.summary}</span></summary>
${paragraphs(operation.description ?? "")}
<pre tabindex="0"><code>${curlFor(asked, base)}</code></pre>
${parameterTable(operation)}${body}${answers(operation)}
</details>
`;
}
