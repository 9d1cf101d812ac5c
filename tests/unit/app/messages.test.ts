/** Every language says the same things, in its own digits; what stops the build is told key by key. */
import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#app/locales.ts";
import { mergeMessages } from "#app/messages.ts";
import { type MessageTree, messageFaults, sentencesOf } from "#app/messages-agree.ts";

function readMessages(locale: string): MessageTree {
  return JSON.parse(
    readFileSync(new URL(`../../../messages/${locale}.json`, import.meta.url), "utf8"),
  );
}

const english = readMessages("en");

describe.each(LOCALES)("%s", (locale) => {
  const own = readMessages(locale);

  test("has every key, none too many, and asks for the same arguments as English", () => {
    expect(messageFaults(english, own)).toEqual([]);
  });

  test("leaves digits to Intl", () => {
    const withDigits = [...sentencesOf(own)].filter(([, text]) => /[٠-٩۰-۹]/u.test(text));
    expect(withDigits).toEqual([]);
  });

  test("opens and closes as many isolates of direction", () => {
    const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
    const open = [...sentencesOf(own)].filter(
      ([, text]) => count(text, /[\u2066-\u2068]/g) !== count(text, /\u2069/g),
    );
    expect(open).toEqual([]);
  });
});

/** Sentences that code hands a bare number; where it hands text, that is in the reader's digits already. */
const GIVEN_A_NUMBER = [
  "overview.others",
  "overview.map.cluster",
  "replay.lanesTogether",
  "report.exception.row",
  "correction.next",
  "photos.hint",
  "photos.full",
  "photos.desk.alt",
  "photos.public.alt",
];

test.each(GIVEN_A_NUMBER)("%s says its number in the digits of Pashto and Dari", (key) => {
  const given = { count: 12, number: 12, names: "", to: "", from: "", source: "", when: "" };
  for (const locale of ["ps", "fa-AF"] as const) {
    const sentence = new Map(sentencesOf(readMessages(locale))).get(key) ?? "";
    const t = createTranslator({ locale, messages: { sentence } });
    expect(t("sentence", given), locale).toContain("۱۲");
  }
});

test("a missing key, one too many, another argument and a broken sentence are told", () => {
  const wanted = { a: "one", b: { c: "{count} lanes", d: "two" }, e: "{x}" };
  const own = { a: " ", b: { c: "{number} lanes", f: "three" }, e: "{x" };
  const faults = messageFaults(wanted, own);
  expect(faults.slice(0, 4)).toEqual([
    "b.d is missing",
    "b.f is not in English",
    "a is empty",
    'b.c asks for "number" where English asks for "count"',
  ]);
  expect(faults[4]).toMatch(/^e does not parse: /);
});

test("a missing key is said in English, key by key", () => {
  const base = { a: "one", b: { c: "two", d: "three" } };
  expect(mergeMessages(base, { b: { c: "zwei" } })).toEqual({
    a: "one",
    b: { c: "zwei", d: "three" },
  });
});
