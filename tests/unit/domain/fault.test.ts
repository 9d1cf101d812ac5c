import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FaultMessages, faultWords } from "#app/format/fault-words.ts";
import { LOCALES } from "#app/locales.ts";
import { FAULT_CODES, type FaultCode, faultText, readFault } from "#server/domain/fault.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import { createAddressRules } from "#server/webhooks/address-rules.ts";
import { addressRefusal } from "#server/webhooks/webhook-url.ts";

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

test.each(LOCALES)("why a feed was not asked is said in %s to its last word", (locale) => {
  const file = new URL(`../../../messages/${locale}.json`, import.meta.url);
  const { faults } = JSON.parse(readFileSync(file, "utf8"));
  const t: FaultMessages = (code, values) =>
    String(faults[code]).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const rules = createAddressRules([]);
  const inPlainWords = ["10.0.0.1", "127.0.0.1", "fe80::1", "169.254.169.254", "224.0.0.1"]
    .concat(["0.0.0.0", "192.0.2.1", "::ffff:1.2.3.4", "no"])
    .map((address) => {
      const problem = rules.problem(address, true);
      if (problem === null) throw new Error(`${address} is let in`);
      return { address: `gate.example: ${address}`, problem };
    })
    .concat([{ address: "8.8.8.8", problem: "not_private" }]);
  expect(new Set(inPlainWords.map(({ problem }) => problem)).size).toBe(inPlainWords.length);
  for (const { address, problem } of inPlainWords) {
    const reason = addressRefusal(address, problem);
    const fault = readFault(faultText("notAsked", { reason }));
    if (fault === null) throw new Error(`not read: ${reason}`);
    const words = faultWords(t, fault);
    expect(words).toContain(address);
    if (locale !== "en") expect(words, problem).not.toContain(reason.slice(address.length));
  }
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
