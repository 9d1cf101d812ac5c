import { describe, expect, test } from "vitest";
import { docsPage } from "#server/api/rest/docs/docs-page.ts";
import { openApiText } from "#server/api/rest/openapi.ts";
import { DomainError, ERROR_CODES } from "#server/domain/errors.ts";
import { HttpRefusal, problemBody } from "#server/http/problem.ts";

const ORIGIN = "https://gatewatch.example";
const page = docsPage(openApiText(ORIGIN));

/** The section to which a problem's type leads, as a reader of the answer would follow it. */
function sectionOf(type: string): string | undefined {
  const { pathname, hash } = new URL(type, `${ORIGIN}/api/v1/watches/1`);
  if (pathname !== "/api/v1/docs") return undefined;
  const [, section] = page.split(`<section id="${hash.slice(1)}">`);
  return section?.split("</section>")[0];
}

describe("the type of a problem", () => {
  test.each(ERROR_CODES)("%s leads to its section, which says what to do", (code) => {
    const { type, title } = problemBody(new DomainError(code, "No."), "request");
    const section = sectionOf(type) ?? "";
    expect(section).toContain(`<code>${code}</code>`);
    expect(section).toContain(title);
    expect(section).toMatch(/What to do: .{20}/);
  });

  test("is one for each code, whatever the status, and no two share one", () => {
    const types = ERROR_CODES.map((code) => problemBody(new DomainError(code, "No."), "1").type);
    expect(new Set(types).size).toBe(ERROR_CODES.length);
    const [large, wrong] = [413, 415].map((status) =>
      problemBody(new HttpRefusal(status, "invalid", "No."), "1"),
    );
    expect([large?.type, large?.title]).toEqual([wrong?.type, wrong?.title]);
    expect([large?.status, wrong?.status]).toEqual([413, 415]);
  });

  test("is relative to the server that refuses, whatever its address", () => {
    expect(problemBody(new DomainError("not_found", "No."), "1").type).toBe(
      "/api/v1/docs#problem-not_found",
    );
    expect(sectionOf("/api/v1/docs#problem-nothing")).toBeUndefined();
  });
});
