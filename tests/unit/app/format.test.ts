import { expect, test } from "vitest";
import { ageOf } from "#app/format/age.ts";
import { countryName, crossingName } from "#app/format/country.ts";
import { formatBound, formatDate, formatInstant, formatOffset } from "#app/format/date.ts";
import { formatList } from "#app/format/list.ts";
import {
  formatFactor,
  formatFactorsInText,
  formatRange,
  formatRangeInText,
  keepInText,
} from "#app/format/number.ts";
import { LOCALES } from "#app/locales.ts";
import { timeBound } from "#server/domain/parse-instant.ts";

test("a range is shown with both ends, without an end as a plus, and one number as one", () => {
  expect(formatRange("en", { low: 107, high: 5000 })).toBe("107–5,000");
  expect(formatRange("en", { low: 5001, high: null })).toBe("5,001+");
  expect(formatRange("en", { low: 23, high: 23 })).toBe("23");
  expect(formatRange("fa-AF", { low: 23, high: null })).toBe("۲۳+");
});

test("a range inside a sentence breaks at no dash, and turns round in no language", () => {
  const queue = { low: 107, high: 5000 };
  expect(formatRangeInText("en", queue)).toBe("107–\u20605,000");
  expect(formatRangeInText("ur", queue)).toBe("\u2066107–\u20605,000\u2069");
  expect(formatRangeInText("ps", queue)).toBe("\u2066۱۰۷–\u2060۵٬۰۰۰\u2069");
  expect(formatFactorsInText("fa-AF", { least: 37, most: 47 })).toBe("\u2066۳۷–\u2060۴۷\u2069");
  // A plus after a number would go to its other side.
  expect(formatRangeInText("fa-AF", { low: 5001, high: null })).toBe("\u2066۵٬۰۰۱+\u2069");
  for (const locale of LOCALES) expect(keepInText(locale, "1–9")).not.toMatch(/–[^\u2060]/);
});

test("a factor is whole from ten on", () => {
  expect(formatFactor("en", 46.7)).toBe("47");
  expect(formatFactor("en", 2.54)).toBe("2.5");
});

test("a bound is no more exact than its source", () => {
  const bound = (text: string, precision: "day" | "month" | "year" | "instant") =>
    formatBound(timeBound(text, precision, "Asia/Karachi"), "en", "Asia/Kabul");
  expect(bound("2025-10-12", "day")).toBe("12 Oct 2025");
  expect(bound("2020-06", "month")).toBe("June 2020");
  expect(bound("2014", "year")).toBe("2014");
  expect(bound("2025-10-12T09:30:00Z", "instant")).toBe("12 Oct 2025, 14:00 UTC+4:30");
});

test("Afghan languages read dates in the Solar Hijri calendar", () => {
  expect(formatInstant("2025-10-12T12:00:00.000Z", { locale: "fa-AF", style: "year" })).toContain(
    "۱۴۰۴",
  );
});

test("Afghan papers write day, month and year, with the months of each language", () => {
  const noon = "2025-10-13T12:00:00.000Z";
  const both = (style: "day" | "month" | "dayTime") =>
    (["ps", "fa-AF"] as const).map((locale) => formatInstant(noon, { locale, style }));
  expect(both("day")).toEqual(["۲۱ تله ۱۴۰۴", "۲۱ میزان ۱۴۰۴"]);
  expect(both("month")).toEqual(["تله ۱۴۰۴", "میزان ۱۴۰۴"]);
  expect(both("dayTime")).toEqual(["۲۱ تله ۱۴۰۴، ۱۲:۰۰", "۲۱ میزان ۱۴۰۴، ۱۲:۰۰"]);
});

test("Afghan languages have the Gregorian date beside, with Afghan names of its months", () => {
  const noon = "2025-08-13T12:00:00.000Z";
  const day = (locale: "ps" | "fa-AF") => formatDate(noon, { locale, style: "day" });
  expect(day("ps")).toBe("۲۲ زمری ۱۴۰۴ (۱۳ اګست ۲۰۲۵)");
  expect(day("fa-AF")).toBe("۲۲ اسد ۱۴۰۴ (۱۳ اگست ۲۰۲۵)");
  expect(formatDate(noon, { locale: "fa-AF", style: "dayTime", zone: "Asia/Kabul" })).toBe(
    "۲۲ اسد ۱۴۰۴ (۱۳ اگست ۲۰۲۵)، ۱۶:۳۰",
  );
  // June lies in two of their months: its own name is the exact one.
  expect(formatBound(timeBound("2020-06", "month", "Asia/Kabul"), "fa-AF", "Asia/Kabul")).toBe(
    "جوزا ۱۳۹۹ (جون ۲۰۲۰)",
  );
  expect(formatDate(noon, { locale: "ur", style: "day" })).toBe(
    formatInstant(noon, { locale: "ur", style: "day" }),
  );
});

test("a list ends as its language ends it", () => {
  expect(formatList("en", ["a", "b", "c"])).toBe("a, b and c");
  expect(formatList("ps", ["a", "b", "c"])).toBe("a، b او c");
  expect(formatList("ps", ["a"])).toBe("a");
});

test("an offset names hours and minutes ahead of UTC", () => {
  expect(formatOffset("2025-10-12T12:00:00.000Z", "Asia/Karachi")).toBe("UTC+5");
  expect(formatOffset("2025-10-12T12:00:00.000Z", "Asia/Kabul")).toBe("UTC+4:30");
  expect(formatOffset("2025-10-12T12:00:00.000Z", "UTC")).toBe("UTC");
});

test.each([
  ["2025-10-12T11:59:30.000Z", "now", 0],
  ["2025-10-12T12:05:00.000Z", "now", 0],
  ["2025-10-12T11:01:00.000Z", "minutes", 59],
  ["2025-10-12T09:00:00.000Z", "hours", 3],
  ["2025-10-09T12:00:00.000Z", "days", 3],
  ["2025-03-22T12:00:00.000Z", "months", 6],
  ["2020-10-12T12:00:00.000Z", "years", 4],
])("the age of %s is said in %s", (at, unit, count) => {
  expect(ageOf(at, "2025-10-12T12:00:00.000Z")).toEqual({ unit, count });
});

test("a crossing has the name that its reader's language gives it, else its Latin one", () => {
  const crossing = { name: "Torkham", localNames: { ur: "طورخم", fa: "تورخم" } };
  expect(crossingName("en", crossing)).toBe("Torkham");
  expect(crossingName("ur", crossing)).toBe("طورخم");
  expect(crossingName("fa-AF", crossing)).toBe("تورخم");
  expect(crossingName("ps", crossing)).toBe("Torkham");
  expect(countryName("en", "PK")).toBe("Pakistan");
});
