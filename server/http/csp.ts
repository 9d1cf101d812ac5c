/**
 * The Content-Security-Policy of a page. Scripts run when they come from us as files, or inline when the policy
 * names them: by hash on pages that are cached (the same bytes for everybody), by nonce on pages made for one person.
 */
import { createHash, randomBytes } from "node:crypto";

export type ScriptSource =
  | { readonly by: "hash"; readonly hashes: readonly string[] }
  | { readonly by: "nonce"; readonly nonce: string }
  /** Development alone: Next's dev server writes inline scripts and evaluates code. */
  | { readonly by: "anything" };

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/gi;
/** Data blocks never run and need no permission. */
const DATA_BLOCK = /\stype="(?!module"|text\/javascript")[^"]+"/i;

/** `'sha256-…'` of each inline script, once each, in order of appearance. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = "", script = ""] of html.matchAll(INLINE_SCRIPT)) {
    if (script === "" || DATA_BLOCK.test(attributes)) continue;
    hashes.add(`'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  }
  return [...hashes];
}

export const newNonce = (): string => randomBytes(16).toString("base64");

function scriptSource(scripts: ScriptSource): string {
  switch (scripts.by) {
    case "hash":
      return ["'self'", ...scripts.hashes].join(" ");
    case "nonce":
      return `'self' 'nonce-${scripts.nonce}'`;
    case "anything":
      return "'self' 'unsafe-inline' 'unsafe-eval'";
  }
}

/** Whose pages may frame an answer. */
export type Framing = "nobody" | "anybody";

/** Styles may be inline: charts and the map set `style` attributes, which neither hash nor nonce can allow. */
export function contentSecurityPolicy(scripts: ScriptSource, framing: Framing = "nobody"): string {
  const connect = scripts.by === "anything" ? "'self' ws:" : "'self'";
  return [
    "default-src 'self'",
    `script-src ${scriptSource(scripts)}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    framing === "anybody" ? "frame-ancestors *" : "frame-ancestors 'none'",
  ].join("; ");
}

/** For what is no page: nothing in it may run or be framed. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** The policy for a page made for one request: its nonce when Next used it, else (prerendered) its hashes. */
export function policyForPage(html: string, nonce: string, framing: Framing = "nobody"): string {
  const usesNonce = html.includes(`nonce="${nonce}"`);
  return contentSecurityPolicy(
    usesNonce ? { by: "nonce", nonce } : { by: "hash", hashes: inlineScriptHashes(html) },
    framing,
  );
}
