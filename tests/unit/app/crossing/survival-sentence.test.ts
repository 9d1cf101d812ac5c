/** The sentence of how long closures last, in every language: who is asked, how many, in which digits. */
import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { formatPercent } from "#app/format/number.ts";
import type { Locale } from "#app/locales.ts";
import type english from "../../../../messages/en.json";

/** Every language has the keys of English; messages.test.ts holds it. */
function sentencesIn(locale: Locale) {
  const path = new URL(`../../../../messages/${locale}.json`, import.meta.url);
  const messages: typeof english = JSON.parse(readFileSync(path, "utf8"));
  return createTranslator({ locale, messages, timeZone: "UTC", namespace: "survival" });
}

const SAID = { scope: "crossing", cause: "fighting", reached: 9, day: 31, days: 12 } as const;

describe("in English", () => {
  const t = sentencesIn("en");

  test("it says of whom, and how much longer", () => {
    expect(t("further", SAID)).toBe(
      "Of 9 closures here that reached day 31, half lasted at least 12 more days.",
    );
    expect(t("further", { ...SAID, scope: "cause", days: 1 })).toBe(
      "Of 9 closures at all crossings with the same cause (fighting) that reached day 31, half lasted at least 1 more day.",
    );
    expect(t("further", { ...SAID, scope: "all", days: 0 })).toBe(
      "Of 9 closures at all crossings that reached day 31, half were over within that day.",
    );
  });

  test("or how long altogether", () => {
    expect(t("whole", SAID)).toBe("Of 9 closures here, half lasted at least 12 days.");
    expect(t("whole", { ...SAID, days: 1 })).toBe(
      "Of 9 closures here, half lasted at least 1 day.",
    );
  });
});

test.each([
  ["ur", ["9", "31", "12"]],
  ["ps", ["۹", "۳۱", "۱۲"]],
  ["fa-AF", ["۹", "۳۱", "۱۲"]],
] as const)(
  "in %s each number is there, in its digits, and each group has words of its own",
  (locale, digits) => {
    const t = sentencesIn(locale);
    const said = (["crossing", "cause", "all"] as const).map((scope) =>
      t("further", { ...SAID, scope }),
    );
    expect(new Set(said).size).toBe(3);
    for (const sentence of said) {
      expect(sentence.match(/\p{Nd}+/gu)?.toSorted()).toEqual([...digits].toSorted());
    }
    expect(said[1]).toContain("fighting");
    expect(t("further", { ...SAID, days: 0 })).not.toMatch(/[0۰]/);
  },
);

test("a share of the curve is in whole percent, in the language's digits", () => {
  expect(formatPercent("en", 0.4923)).toBe("49%");
  expect(formatPercent("ur", 0.4923)).toContain("49");
  expect(formatPercent("ps", 0.4923)).toContain("۴۹");
  expect(formatPercent("fa-AF", 1)).toContain("۱۰۰");
});
