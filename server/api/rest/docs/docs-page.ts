/**
 * The OpenAPI document as a page: made by us, because each renderer that is packaged for it draws the page by script, and
 * some with code made at run time, which our Content-Security-Policy does not allow. This one has no script at all.
 */
import { Document } from "./document.ts";
import { guide } from "./guide.ts";
import { type Html, html, paragraphs } from "./html.ts";
import { type Asked, operationView } from "./operation-view.ts";
import { fieldTable } from "./schema-view.ts";

const STYLE = `:root{color-scheme:light dark;--ground:light-dark(#f8f7f3,#0f1419);--surface:light-dark(#fff,#161c23);
--line:light-dark(#dcd9cf,#29313a);--ink:light-dark(#14181c,#edf0f2);--soft:light-dark(#454b51,#b6bfc7);--accent:light-dark(#1d3d66,#b8d0f0)}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 ui-sans-serif,system-ui,sans-serif}
main,header,footer{max-width:72rem;margin:0 auto;padding:1rem}h1{font-size:1.75rem;margin:.5rem 0}h2{font-size:1.375rem;margin:2.5rem 0 .5rem}
h3{font-size:1.05rem;margin:1.5rem 0 .25rem}h4{font-size:1rem;margin:1rem 0 .25rem}p{max-width:45rem;margin:.5rem 0}a{color:var(--accent)}small{color:var(--soft);font-size:.875rem}
code{font:.875rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}pre{margin:.75rem 0;padding:.75rem;overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:4px}
pre code{overflow-wrap:normal}nav ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;padding:0;list-style:none}nav a{display:inline-flex;min-height:2.75rem;align-items:center}
details{border-top:1px solid var(--line);padding:0 0 .5rem}summary{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;min-height:2.75rem;padding:.5rem 0;cursor:pointer}
summary::before{content:"+";width:.75rem}details[open]>summary::before{content:"–"}summary span{color:var(--soft)}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem}th,td{padding:.375rem .75rem .375rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600}:target>summary{background:var(--surface)}`;

function groups(document: Document, base: string): Html[] {
  const asked: Asked[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  return document.tags.map(({ name, description }) => {
    const mine = asked.filter(({ operation }) => operation.tags.includes(name));
    return html`<section id="${name}"><h2>${name}</h2><p>${description}.</p>
${mine.map((one) => operationView(one, base))}</section>
`;
  });
}

const schemas = (document: Document): Html[] =>
  Object.entries(document.components.schemas).map(
    ([name, schema]) => html`<details><summary><code><b>${name}</b></code>
<span>${schema.description ?? ""}</span></summary><div id="schema-${name}">${fieldTable(schema)}</div></details>
`,
  );

/** @param text the OpenAPI document as it is given out */
export function docsPage(text: string): string {
  const document = Document.parse(JSON.parse(text));
  const base = document.servers[0]?.url ?? "";
  const origin = base.replace(/\/api\/v1$/, "");
  const links = ["use", ...document.tags.map(({ name }) => name), "schemas"];
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gatewatch API</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><style>${{ html: STYLE }}</style></head>
<body><header><p><a href="/">Gatewatch</a></p><h1>API</h1>${paragraphs(document.info.description)}
<p>This page is made from the OpenAPI 3.1 document at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
<nav aria-label="Parts"><ul>${links.map((name) => html`<li><a href="#${name}">${name}</a></li>`)}</ul></nav></header>
<main>${guide(origin)}
${groups(document, base)}
<section id="schemas"><h2>schemas</h2><p>Shapes that answers share.</p>${schemas(document)}</section>
</main><footer><p><small>Code under Apache-2.0; sources keep their own rights.</small></p></footer></body></html>
`.html;
}
