import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { contentSecurityPolicy, inlineScriptHashes, policyForPage } from "#server/http/csp.ts";

const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

test("inline scripts are named by the hash of exactly what is between their tags, once each", () => {
  const html = `<script>a()</script><script id="x">\n b("</p>") </script><script>a()</script>`;
  expect(inlineScriptHashes(html)).toEqual([hash("a()"), hash(`\n b("</p>") `)]);
});

test("files and data blocks need no hash", () => {
  const html = `<script src="/a.js"></script><script async src="/b.js"></script>
    <script type="application/ld+json">{"a":1}</script>`;
  expect(inlineScriptHashes(html)).toEqual([]);
});

test("a module written into the page is a script like any other", () => {
  expect(inlineScriptHashes(`<script type="module">go()</script>`)).toEqual([hash("go()")]);
});

test("a page that carries the nonce is allowed by it alone", () => {
  const policy = policyForPage(`<script nonce="abc">a()</script>`, "abc");
  expect(policy).toContain("script-src 'self' 'nonce-abc';");
  expect(policy).not.toContain("sha256");
});

test("a prerendered page, which cannot carry the nonce, is allowed by hashes", () => {
  const policy = policyForPage("<script>a()</script>", "abc");
  expect(policy).toContain(`script-src 'self' ${hash("a()")};`);
  expect(policy).not.toContain("nonce-");
});

test("nothing may frame a page, move its base or send its forms elsewhere", () => {
  const policy = contentSecurityPolicy({ by: "hash", hashes: [] });
  for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
    expect(policy.split("; ")).toContain(part);
  }
  expect(policy).not.toContain("unsafe-eval");
});
