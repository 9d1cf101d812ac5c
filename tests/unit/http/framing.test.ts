import { expect, test } from "vitest";
import { contentSecurityPolicy, policyForPage } from "#server/http/csp.ts";
import { mayBeFramed, pagePath } from "#server/http/locale-path.ts";

test("only the page that is made for it may stand in another's frame", () => {
  expect(["/embed/torkham", "/en/embed/torkham", "/fa-AF/embed/torkham"].every(mayBeFramed)).toBe(
    true,
  );
  expect(
    ["/", "/embed", "/crossings/embed", "/desk/embed/torkham", "/sign-in"].some(mayBeFramed),
  ).toBe(false);
});

test("a policy says whose frames, and nobody's when nothing is said", () => {
  const by = { by: "hash", hashes: [] } as const;
  expect(contentSecurityPolicy(by)).toContain("frame-ancestors 'none'");
  expect(contentSecurityPolicy(by, "anybody")).toContain("frame-ancestors *");
  expect(policyForPage("<p>", "n", "anybody")).toContain("frame-ancestors *");
});

test("pictures of a crossing are pages, and other files are not", () => {
  expect(pagePath("/ur/crossings/torkham/card.png").kind).toBe("page");
  expect(pagePath("/crossings/torkham/badge.svg")).toMatchObject({
    kind: "page",
    inner: "/en/crossings/torkham/badge.svg",
  });
  expect(pagePath("/crossings/torkham/other.png").kind).toBe("other");
});
