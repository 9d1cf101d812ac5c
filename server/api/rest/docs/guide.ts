/** What holds for every operation, in words. */
import { ERROR_CODES, type ErrorCode } from "#server/domain/errors.ts";
import { HTTP_STATUS } from "#server/http/problem.ts";
import { examples } from "./examples.ts";
import { type Html, html, prose } from "./html.ts";

const CODES: Readonly<Record<ErrorCode, string>> = {
  invalid: "A parameter, a field, the path or the method is wrong; `fields` names each",
  unauthenticated: "A key is needed, or the one sent is unknown or has ended",
  forbidden: "The key, or the account it belongs to, may not do this",
  not_found: "There is no such thing",
  conflict: "It does not agree with what came before; the same id with other content, say",
  too_many: "Too many requests; `Retry-After` says when to come back",
  unavailable: "Not just now (503), or a failure of ours (500); try again",
};

const PARTS: readonly (readonly [string, string])[] = [
  [
    "Keys",
    "Reads need no key. A key with the scope `data:read` may ask more often; one with `reports:write` sends reports. Make one on your account page, or ask an admin; it is shown once, ends at the day you chose, and can be revoked at any time. Send it as `Authorization: Bearer gw_…`. A key in an address is refused, because logs and histories keep addresses; have such a key replaced.",
  ],
  [
    "How often",
    "Each address, and each key, has a bucket that fills up again. `RateLimit-Policy` says how large it is (`q` requests) and in how many seconds it fills (`w`), `RateLimit` how much is left (`r`) and when it is full again (`t`). When it is empty the answer is 429 with `Retry-After`. What comes from the cache is not counted, and does not carry these fields, unless a key was sent.",
  ],
  [
    "Asking again",
    "Every read has an `ETag`. Send it back as `If-None-Match`: what has not changed is 304, without a body. A bare address may be kept for no longer than `Cache-Control` says; one with `asOf` changes only when the past is corrected.",
  ],
  [
    "Pages",
    "A list that grows gives `next`. Give it back as `before` (older ones), or as `after` to `/changes` (newer ones, also tomorrow: following it misses no change and repeats none). A cursor belongs to its list; elsewhere it is refused.",
  ],
  [
    "From a web page",
    "Reads may be made from any site (CORS `*`), with a key too. Cookies do not count. Writes are for servers: no browser on another site may make them.",
  ],
  [
    "Times and figures",
    "Instants are ISO 8601 with their zone. `asOf` asks for any past instant; `known=then` for what was known at it. `unknown` means that nobody has said anything lately, never that all is well. `null` is no measurement, and never zero.",
  ],
];

function refusalTable(): Html {
  const rows = ERROR_CODES.map(
    (code) =>
      html`<tr><th scope="row"><code>${code}</code></th><td>${HTTP_STATUS[code]}</td><td>${prose(CODES[code])}</td></tr>
`,
  );
  return html`<h3 id="refusals">Refusals</h3>
<p>A refusal is <code>application/problem+json</code> (RFC 9457) with <code>type</code>, <code>title</code>,
<code>status</code>, <code>detail</code>, <code>instance</code>, and our own <code>code</code>, which stays the same,
<code>fields</code> and <code>requestId</code>. Decide by <code>status</code> and <code>code</code>; <code>detail</code>
is for people, and may change.</p>
<div class="wide"><table><thead><tr><th>code</th><th>status</th><th>why</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function guide(origin: string): Html {
  return html`<section id="use"><h2>How to use it</h2>
${examples(origin).map(
  ({ title, text, code }) =>
    html`<h3>${title}</h3><p>${prose(text)}</p><pre tabindex="0"><code>${code}</code></pre>
`,
)}
${PARTS.map(
  ([title, text]) => html`<h3>${title}</h3><p>${prose(text)}</p>
`,
)}
${refusalTable()}
</section>`;
}
