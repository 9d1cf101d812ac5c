import { expect, test } from "vitest";
import type { WatchLocale } from "#server/domain/watch.ts";
import { noticeHeadline } from "#server/formats/mail/notice-mail.ts";

const crossing = { id: "torkham", name: "Torkham", localNames: { ur: "طورخم", fa: "تورخم" } };
const reader = (locale: WatchLocale) => ({ locale, zones: ["Asia/Karachi", "Asia/Kabul"] });
const AT = "2025-10-15T09:00:00.000Z";

function told(high: number | null, best: number | null = null) {
  const range = { low: 107, best, high };
  return {
    items: [
      {
        crossing,
        at: AT,
        observedAt: AT,
        changeId: "torkham-5",
        changes: 1,
        source: null,
        word: {
          kind: "figure" as const,
          metric: "trucks_stranded" as const,
          side: null,
          lane: null,
          range,
          is: "above" as const,
          bound: 1000,
        },
      },
    ],
  };
}

const headline = (notice: ReturnType<typeof told>, locale: WatchLocale) =>
  noticeHeadline(notice, { locale, zones: ["Asia/Karachi"] });

test("a range in a mail turns round in no language, and has its readers' digits", () => {
  expect(headline(told(5000), "en")).toContain("107–5,000");
  expect(headline(told(5000), "ur")).toContain("\u2066107–5,000\u2069");
  expect(headline(told(5000), "ps")).toContain("\u2066۱۰۷–۵٬۰۰۰\u2069");
  expect(headline(told(null), "fa-AF")).toContain("\u2066۱۰۷+\u2069");
  expect(headline(told(5000), "fa-AF")).toContain("۱٬۰۰۰");
});

test("a number that is known alone needs no mark of direction", () => {
  expect(headline(told(107), "ur")).toContain(": 107");
});

const silent = (lastWordAt: string) => ({
  items: [
    {
      ...{ crossing, at: AT, observedAt: AT, changeId: null, changes: 1, source: null },
      word: { kind: "silence" as const, lastWordAt },
    },
  ],
});

test("a time is told by the clocks of both sides, the day once where it is the same", () => {
  expect(noticeHeadline(silent("2025-10-15T14:20:00.000Z"), reader("en"))).toBe(
    "Torkham: Silent: nothing seen since 15 Oct 2025, 19:20 UTC+5 / 18:50 UTC+4:30",
  );
  expect(noticeHeadline(silent("2025-10-15T19:10:00.000Z"), reader("en"))).toContain(
    "16 Oct 2025, 00:10 UTC+5 / 15 Oct 2025, 23:40 UTC+4:30",
  );
});

test("clocks that agree are one, and Afghan readers have both calendars", () => {
  const notice = silent("2025-10-15T14:20:00.000Z");
  const zones = ["Asia/Karachi", "Asia/Tashkent"];
  expect(noticeHeadline(notice, { locale: "en", zones })).toMatch(/15 Oct 2025, 19:20 UTC\+5$/);
  expect(noticeHeadline(notice, { locale: "ps", zones: ["Asia/Kabul"] })).toContain(
    "۲۳ تله ۱۴۰۴ (۱۵ اکتوبر ۲۰۲۵)، ۱۸:۵۰ UTC+4:30",
  );
  expect(noticeHeadline(notice, { locale: "en", zones: [] })).toMatch(/15 Oct 2025, 14:20 UTC$/);
});

test("a range is written with the best figure in it, never as one number", () => {
  expect(headline(told(5000, 2200), "en")).toBe(
    "Torkham: Trucks stranded: 107–5,000 (best 2,200): at least 1,000",
  );
  expect(headline(told(null, 300), "en")).toContain("107+ (best 300): at least");
  expect(headline(told(5000, 2200), "ps")).toContain(
    "\u2066۱۰۷–۵٬۰۰۰\u2069 (تر ټولو ښه شمېر ۲٬۲۰۰)",
  );
  for (const locale of ["ur", "fa-AF"] as const) {
    expect(headline(told(5000, 2200), locale)).toMatch(/\u2069 \(.+\)/);
  }
});
