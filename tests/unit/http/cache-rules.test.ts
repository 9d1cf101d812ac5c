import { expect, test } from "vitest";
import { cachePlan } from "#server/http/cache-rules.ts";
import { requestFrom } from "#server/http/capture.ts";

function plan(path: string, headers: Record<string, string> = {}, method = "GET") {
  return cachePlan(requestFrom({ method, url: path, headers }), new URL(path, "http://door"));
}

test("parameters that nobody listed change neither the key nor what is rendered", () => {
  const plain = plan("/crossings/torkham");
  expect(plan("/crossings/torkham?utm_source=x&x=1")).toEqual(plain);
  expect(plain?.url).toBe("/en/crossings/torkham");
});

test("listed parameters count, in whatever order they come", () => {
  const one = plan("/?sort=level&country=PK");
  expect(plan("/?country=PK&sort=level&fbclid=1")).toEqual(one);
  expect(one?.key).not.toBe(plan("/")?.key);
  expect(one?.url).toBe("/en?country=PK&sort=level");
});

test("each language is an entry of its own", () => {
  expect(plan("/ur/crossings/torkham")?.key).not.toBe(plan("/crossings/torkham")?.key);
});

test.each([
  ["a session", "/", { cookie: "authjs.session-token=abc" }],
  ["a key", "/api/v1/crossings", { authorization: "Bearer abc" }],
])("with %s nothing comes from the cache", (_name, path, headers) => {
  expect(plan(path, headers)).toBeNull();
});

test("another cookie does not keep anybody from the cache", () => {
  expect(plan("/", { cookie: "theme=dark" })).toEqual(plan("/"));
});

test.each(["/report", "/desk", "/sign-in", "/firm", "/api/auth/session", "/favicon.svg", "/live"])(
  "%s is never cached",
  (path) => {
    expect(plan(path)).toBeNull();
  },
);

test("writes are never cached, HEAD is a read", () => {
  expect(plan("/", {}, "POST")).toBeNull();
  expect(plan("/", {}, "HEAD")).toEqual(plan("/"));
});

test("the API's own refusal of an unknown parameter is not kept", () => {
  expect(plan("/api/v1/crossings?nonsense=1")).toBeNull();
  expect(plan("/api/v1/crossings?asOf=2025-10-13T12:00:00Z")?.isPast).toBe(true);
  const survival = plan("/api/v1/closures/survival?slug=torkham&cause=clash&day=31");
  expect(survival?.url).toBe("/api/v1/closures/survival?cause=clash&day=31&slug=torkham");
});

test("what the browser's router asks for depends on each header it sends, and knows the inner path", () => {
  const headers = { rsc: "1", "next-router-state-tree": "a" };
  const one = plan("/crossings/torkham?_rsc=1", headers);
  const other = plan("/crossings/torkham?_rsc=1", { ...headers, "next-router-state-tree": "b" });
  expect(one?.key).not.toBe(other?.key);
  expect(one?.key).not.toBe(plan("/crossings/torkham")?.key);
  expect(one?.extra).toEqual([["x-nextjs-rewritten-path", "/en/crossings/torkham"]]);
  expect(plan("/ur?_rsc=1", headers)?.extra).toEqual([]);
  expect(plan("/?_rsc=1", { ...headers, "next-url": "x".repeat(10_000) })).toBeNull();
});

test("text pages, and texts to be passed on, are kept as such in every language", () => {
  for (const path of ["/lite", "/lite/torkham", "/ur/lite/torkham", "/fa-AF/lite/torkham.txt"]) {
    expect(plan(path)?.isText, path).toBe(true);
  }
  expect(plan("/lite/torkham.txt")?.url).toBe("/en/lite/torkham.txt");
  expect(plan("/lite?asOf=2025-10-13T12:00:00Z")?.isPast).toBe(true);
  for (const path of ["/", "/crossings/torkham", "/api/v1/crossings"]) {
    expect(plan(path)?.isText, path).toBe(false);
  }
  expect(plan("/lite/torkham.csv")).toBeNull();
});
