/** What holds for every operation, in words. */
import { ERROR_CODES, type ErrorCode } from "#server/domain/errors.ts";
import { HTTP_STATUS, PROBLEM_TITLES, problemAnchor } from "#server/http/problem.ts";
import { examples } from "./examples.ts";
import { type Html, html, prose } from "./html.ts";

interface Code {
  readonly why: string;
  readonly wayOut: string;
}

/** Every code that a refusal can have: each has a section, to which its `type` leads. */
const CODES: Readonly<Record<ErrorCode, Code>> = {
  invalid: {
    why: "A parameter, a field, the path, the method, the media type or the size of the body is wrong. The status is 400, or 405 (another method, see `Allow`), 406 (not in this format), 413 (too large), 415 (another content type) or 421 (another host).",
    wayOut:
      "Mend each of `fields`, which names a field or parameter and says what to give; where there is none, `detail` says it. The same request again is refused again.",
  },
  unauthenticated: {
    why: "A key is needed, or the one sent is unknown, has ended, was revoked, or belongs to an account that is disabled.",
    wayOut:
      "Send `Authorization: Bearer gw_…` with a key that stands. `GET /keys` shows until when yours does; make another on the account page.",
  },
  forbidden: {
    why: "The key lacks a scope, or the account that it belongs to may not do this: its role is too low, or a crossing is not one of its own.",
    wayOut:
      "`detail` names the scope that is missing: make a key that has it. If it is the account, ask an owner of the firm or an admin. Asking again changes nothing.",
  },
  not_found: {
    why: "There is no such path, crossing, watch, webhook, notice or key; it has ended; or it is somebody else's, which looks the same.",
    wayOut: "Look the id up in its list. Do not ask for the same one again.",
  },
  conflict: {
    why: "It does not agree with what came before: an id that was used for something else, a webhook that is switched off, a notice that waits already, or a limit on how many there may be.",
    wayOut:
      "Read how it stands now and decide anew. With an id of your own making: the same content again is a success, other content needs another id. Of a correction that came too late, `newestId` is the report to correct instead.",
  },
  too_many: {
    why: "More requests than the bucket of this address or key holds, or more of something than is allowed in an hour.",
    wayOut:
      "Wait for `Retry-After` seconds (`retryAfterSeconds` is the same), then go on more slowly. A key with `data:read` may ask more often.",
  },
  unavailable: {
    why: "Not just now (503: the database is away, or too much is under way), or a failure of ours (500).",
    wayOut:
      "Send the same again, later each time; `Retry-After` says when, where it is known. What carries an id of your making may be sent again safely. If it stays so, report it with `requestId`.",
  },
};

const PARTS: readonly (readonly [string, string])[] = [
  [
    "Keys",
    "Reads of what is public need no key. A key acts for the account that it belongs to, with what both may do: `data:read` asks more often and reads what is that account's own, its firm's watches, webhooks, notices, corridors and board; `watches:write` changes the firm's watches and webhooks, if the account is a dispatcher or owner there; `reports:write` sends reports; `sms:write` hands over SMS; `keys:write` makes and revokes keys that may do no more than itself. A scope that writes reads nothing: a key that does both has both. Make one on your account page, or ask an admin; it is shown once, ends at the day you chose, and can be revoked at any time. Send it as `Authorization: Bearer gw_…`. A key in an address is refused, because logs and histories keep addresses; have such a key replaced.",
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
    'A list that grows gives `next`. Give it back as `before` (older ones), or as `after` to `/changes` (newer ones, also tomorrow: following it misses no change and repeats none). CSV, GeoJSON and calendars have no place for it: while there is more, every format carries the address of the next part in the header `Link`, with `rel="next"`. A cursor belongs to its list; elsewhere it is refused.',
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

function refusals(): Html {
  const sections = ERROR_CODES.map(
    (
      code,
    ) => html`<section id="${problemAnchor(code)}"><h4><code>${code}</code> ${HTTP_STATUS[code]}</h4>
<p><strong>${PROBLEM_TITLES[code]}.</strong> ${prose(CODES[code].why)}</p><p>What to do: ${prose(CODES[code].wayOut)}</p></section>
`,
  );
  return html`<h3 id="refusals">Refusals</h3>
<p>A refusal is <code>application/problem+json</code> (RFC 9457) with <code>type</code>, <code>title</code>,
<code>status</code>, <code>detail</code>, <code>instance</code>, and our own <code>code</code>,
<code>fields</code> and <code>requestId</code>. Decide by <code>status</code> and <code>code</code>, which stay the same;
<code>type</code> is the section below about that code, relative to this server; <code>detail</code> is for people, and may change.</p>
${sections}`;
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
${refusals()}
</section>`;
}
