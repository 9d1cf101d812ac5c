import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJsonError } from "#server/formats/json-error.ts";

describe("the place of a mistake in JSON", () => {
  test.each([
    ["", 1, 1, "a value"],
    ['{"a": 1,}', 1, 9, "a name in double quotes"],
    ['{\n  "a": oops\n}', 2, 8, "a value"],
    ["{'a': 1}", 1, 2, "a name in double quotes or }"],
    ["[1, 2", 1, 6, "a comma or ]"],
    ['{"a" 1}', 1, 6, "a colon"],
    ["[01]", 1, 2, "a value or ]"],
    ['{"a": 1} x', 1, 10, "nothing more"],
    ['["tab\there"]', 1, 2, "a value or ]"],
  ])("%j is wrong at line %i, column %i", (text, line, column, expected) => {
    expect(findJsonError(text)).toEqual({ line, column, expected });
  });

  test("finds nothing in whatever JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(findJsonError(text)).toBeNull();
      }),
    );
  });

  test("agrees with JSON.parse on any text", () => {
    const signs = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\ -01.eE\ntrfaulsn') });
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(signs, (text) => {
        expect(findJsonError(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("a string of a quarter of a megabyte is read, and its missing end found", () => {
    const long = "a\\n".repeat(85_000);
    expect(findJsonError(`"${long}"`)).toBeNull();
    expect(findJsonError(`"${long}`)).toMatchObject({ column: 1, expected: "a value" });
  });

  test("a quarter of a megabyte of brackets costs no stack", () => {
    const deep = "[".repeat(256 * 1024);
    expect(findJsonError(deep)).toMatchObject({ column: deep.length + 1 });
  });
});
