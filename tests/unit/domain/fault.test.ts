import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#app/locales.ts";
import { FAULT_CODES, type FaultCode, faultText, readFault } from "#server/domain/fault.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";

/** The type asks for each code's own values; a test gives the same to all. */
const textOf = faultText as (code: FaultCode, values: Readonly<Record<string, string>>) => string;
const NAMES = [
  ...["reason", "seconds", "status", "count", "megabytes", "encoding", "column", "columns"],
  ...["choices", "line", "text", "crossing", "now", "least", "most", "hours"],
];

describe("a fault", () => {
  test("is read back from its sentence, whatever the values are", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FAULT_CODES), fc.string(), (code, value) => {
        const values = Object.fromEntries(NAMES.map((name) => [name, value]));
        const text = textOf(code, values);
        const fault = readFault(text);
        if (fault === null) throw new Error(`not read: ${text}`);
        // Values can make one sentence look like another; then both say the same.
        expect(textOf(fault.code, fault.values)).toBe(text);
      }),
    );
  });

  test("keeps its code with values as they come", () => {
    for (const code of FAULT_CODES) {
      const values = Object.fromEntries(NAMES.map((name) => [name, `some ${name}`]));
      const fault = readFault(textOf(code, values));
      expect(fault?.code).toBe(code);
      for (const [name, value] of Object.entries(fault?.values ?? {})) {
        expect(value).toBe(`some ${name}`);
      }
    }
  });

  test("is none in another's words, nor in what only begins like one", () => {
    expect(readFault("ECONNRESET")).toBeNull();
    expect(readFault("is missing: say who saw it")).toBeNull();
  });

  test.each(LOCALES)("has words in %s for every code", (locale) => {
    const file = new URL(`../../../messages/${locale}.json`, import.meta.url);
    const { faults } = JSON.parse(readFileSync(file, "utf8"));
    expect(Object.keys(faults).toSorted()).toEqual([...FAULT_CODES].toSorted());
  });
});

test("a sentence does not repeat a whole file", () => {
  expect(faultText("noCrossing", { text: "x".repeat(60_000) }).length).toBeLessThan(1_000);
  expect(refusalOf("x".repeat(60_000)).length).toBeLessThan(1_000);
});

function refusalOf(text: string): string {
  try {
    return parseInstant(text);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

test.each([
  ["yesterday", "noTime"],
  ["2025-02-31T10:00:00Z", "noDate"],
  ["2025-02-03T10:00:00+23:00", "zoneNowhere"],
])("what is wrong with the time %s is a fault that pages have words for", (text, code) => {
  expect(readFault(refusalOf(text))).toEqual({ code, values: { text } });
});
