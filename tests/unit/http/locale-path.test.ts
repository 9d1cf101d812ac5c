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

test.each([
  ["/xx/crossings/torkham", "ur-PK,ur;q=0.9,en;q=0.8", "ur"],
  ["/xx/crossings/torkham", "de, en;q=0.3, prs;q=0.5", "fa-AF"],
  ["/xx", "de-DE", "en"],
  ["/xx", "ps;q=0, en;q=0.1", "en"],
  ["/xx", "", "en"],
  // Its own language, written otherwise: whoever follows such a link reads it.
  ["/fa/lite", "en", "fa-AF"],
  ["/UR", "en", "ur"],
  ["/ps-AF/lite", "en", "ps"],
])("%s is no page, which is said to a reader of %s in %s", (outer, accepted, locale) => {
  expect(pagePath(outer, accepted)).toEqual({
    kind: "page",
    locale,
    inner: `/${locale}${outer}`,
    outer,
  });
});

test("what a browser would rather read changes no address that there is", () => {
  for (const path of ["/", "/crossings/torkham", "/ps/lite", "/incidents"]) {
    expect(pagePath(path, "ur")).toEqual(pagePath(path));
  }
});

test("rules for pages are written without the locale", () => {
  const bare = ["/", "/ur", "/lite/torkham", "/fa-AF/lite/torkham"].map((path) => {
    const page = pagePath(path);
    return page.kind === "page" ? withoutLocale(page) : null;
  });
  expect(bare).toEqual(["/", "/", "/lite/torkham", "/lite/torkham"]);
});
