import { expect, test } from "vitest";
import { pagePath, withoutLocale } from "#server/http/locale-path.ts";

test.each([
  ["/", "en", "/en"],
  ["/crossings/torkham", "en", "/en/crossings/torkham"],
  ["/sign-in", "en", "/en/sign-in"],
  ["/english", "en", "/en/english"],
  ["/ur", "ur", "/ur"],
  ["/ps/crossings/torkham", "ps", "/ps/crossings/torkham"],
  ["/fa-AF/lite", "fa-AF", "/fa-AF/lite"],
  ["/lite/torkham.txt", "en", "/en/lite/torkham.txt"],
  ["/ur/lite/torkham.txt", "ur", "/ur/lite/torkham.txt"],
])("%s is the page %s %s", (outer, locale, inner) => {
  expect(pagePath(outer)).toEqual({ kind: "page", locale, inner, outer });
});

test.each([
  "/api/v1/crossings",
  "/api",
  "/_next/static/a.js",
  "/favicon.svg",
  "/sw.js",
  "/robots.txt",
  "/lite/../robots.txt",
])("%s is no page", (path) => {
  expect(pagePath(path)).toEqual({ kind: "other" });
});

test.each([
  ["/en", "/"],
  ["/en/", "/"],
  ["/en/crossings/torkham", "/crossings/torkham"],
  ["/en//evil", "/evil"],
])("%s is known by the name %s", (path, to) => {
  expect(pagePath(path)).toEqual({ kind: "redirect", to });
});

test("rules for pages are written without the locale", () => {
  const bare = ["/", "/ur", "/lite/torkham", "/fa-AF/lite/torkham"].map((path) => {
    const page = pagePath(path);
    return page.kind === "page" ? withoutLocale(page) : null;
  });
  expect(bare).toEqual(["/", "/", "/lite/torkham", "/lite/torkham"]);
});
