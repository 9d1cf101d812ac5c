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
  const type = Object.keys(operation.requestBody?.content ?? {})[0];
  const parts = [
    "curl",
    ...(method === "get" ? [] : ["-X", method.toUpperCase()]),
    ...(needsKey ? ['-H "Authorization: Bearer $GATEWATCH_KEY"'] : []),
    ...(type === undefined ? [] : [`-H "Content-Type: ${type}"`, "--data-binary @body"]),
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
