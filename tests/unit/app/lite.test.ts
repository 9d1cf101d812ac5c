/** What text pages are made of: HTML that escapes, and a text to be passed on that fits, says its age and leads back. */
import { describe, expect, test } from "vitest";
import { checkCode } from "#app/[locale]/(public)/lite/check-code.ts";
import { crossingText } from "#app/[locale]/(public)/lite/crossing-text.ts";
import { html } from "#app/[locale]/(public)/lite/html.ts";
import { plainText } from "#app/[locale]/(public)/lite/plain-text.ts";
import { LOCALES, type Locale } from "#app/locales.ts";
import type { AsOfQuery } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { countsUntil } from "#server/domain/plain-status.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import {
  countClaim,
  crossingFixture,
  PRESS,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";
import { wordsIn } from "../../support/translator.ts";
import { getCrossing, RECORD, statusOf } from "../formats/record/recorded-crossings.ts";

const SITE = "https://gatewatch.example.org";
const words = new Map(LOCALES.map((locale) => [locale, wordsIn(locale)]));

interface Said {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  readonly locale?: Locale;
  readonly view?: AsOfQuery;
}

function textOf({ crossing, status, locale = "en", view = {} }: Said): string {
  const own = words.get(locale);
  if (own === undefined) throw new Error(`no words in ${locale}`);
  return plainText({ crossing, status, view, words: own, site: SITE });
}

test("what is put into HTML is escaped, HTML itself is not", () => {
  const name = `<script>alert("1")</script> & 'you'`;
  expect(
    html`<p title="${name}">${html`<b>${"a<b"}</b>`}${null}${false}${[html`<i>1</i>`]}</p>`.html,
  ).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;you&#39;"><b>a&lt;b</b><i>1</i></p>',
  );
});

const GATE = crossingFixture("gate");
const SEEN = "2025-10-20T09:00:00.000Z";
const AT = "2025-10-20T12:00:00.000Z";

function busyStatus(): CrossingStatus {
  const metrics = [
    "people_stranded",
    "trucks_stranded",
    "people_crossed_24h",
    "wait_minutes",
  ] as const;
  const claims = metrics.flatMap((metric) =>
    (["PK", "AF"] as const).map((side) => countClaim({ metric, side, low: 107, high: 5_000 })),
  );
  const others = ["official", "trade", "agency"] as const;
  return statusFixture(GATE, AT, [
    reportFixture({
      crossing: GATE,
      at: SEEN,
      claims: [
        ...GATE.lanes.map(({ id }, index) =>
          stateClaim(GATE, {
            lanes: [id],
            value: index % 2 === 0 ? "closed" : "restricted",
          }),
        ),
        ...claims,
      ],
    }),
    ...others.map((kind) =>
      reportFixture({
        crossing: GATE,
        at: SEEN,
        claims,
        source: { ...PRESS, id: kind, kind, party: "PK" },
      }),
    ),
  ]);
}

describe.each(LOCALES)("the text to be passed on, in %s", (locale) => {
  test.each(RECORD.crossings.map(({ id }) => id))("of %s holds 700 characters at most", (id) => {
    for (const day of ["2025-10-12", "2025-10-15", "2025-10-27", "2025-11-20", "2026-06-01"]) {
      const status = statusOf(id, `${day}T12:00:00.000Z`);
      const crossing = getCrossing(id);
      for (const view of [{}, { asOf: status.at, known: "now" as const }]) {
        const text = textOf({ crossing, status, locale, view });
        expect(text.trimEnd().length).toBeLessThanOrEqual(700);
        expect(text).toContain(checkCode(status));
        expect(text).toContain(
          `${SITE}${locale === "en" ? "" : `/${locale}`}/lite/${id}?asOf=${day}`,
        );
      }
    }
  });

  test("of a crossing with much to say ends with its level, code and link all the same", () => {
    const status = busyStatus();
    const text = textOf({ crossing: GATE, status, locale });
    expect(text.trimEnd().length).toBeLessThanOrEqual(700);
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      `${SITE}${locale === "en" ? "" : `/${locale}`}/lite/gate?asOf=2025-10-20T12:00:00.000Z&known=then`,
    );
    expect(text).toContain(checkCode(status));
  });
});

test.each(["ps", "fa-AF"] as const)(
  "no date of a text page is in %s without its Gregorian one beside",
  (locale) => {
    const own = words.get(locale);
    if (own === undefined) throw new Error(`no words in ${locale}`);
    for (const day of ["2025-10-15", "2025-10-27", "2026-06-01"]) {
      const status = statusOf("torkham", `${day}T12:00:00.000Z`);
      const crossing = getCrossing("torkham");
      const page = crossingText({ crossing, status, view: {}, words: own }).html;
      for (const text of [page, textOf({ crossing, status, locale })]) {
        const years = text.match(/۱[۳۴][۰-۹]{2}(?: \([^)]*۲۰[۰-۹]{2}\))?/g) ?? [];
        expect(years.length).toBeGreaterThan(0);
        expect(years.filter((year) => !year.endsWith(")"))).toEqual([]);
      }
    }
  },
);

test("Torkham of 15 October, to be passed on in English, in the letters of an SMS", () => {
  const status = statusOf("torkham", "2025-10-15T12:00:00.000Z");
  const view = { asOf: status.at, known: "now" } as const;
  const text = textOf({ crossing: getCrossing("torkham"), status, view });
  expect(text).toMatch(
    /^Torkham\nAs of 15 Oct 2025, 17:00 in Karachi: Torkham had been closed to all traffic in both directions since 12 Oct 2025\.\n/,
  );
  expect(text).toMatch(
    /2025\.\nTrucks stranded: 107 \(15 Oct 2025\); said by officials for Pakistan\n/,
  );
  expect(text).toMatch(/\nAlert level \d of 4, \w+\nCheck code [0-9A-HJKMNP-TV-Z]{6}\nhttps:/);
  // The alphabet of GSM 03.38, in which an SMS holds 160 characters and not 70.
  expect(text).toMatch(/^[A-Za-z0-9\s@£$_!"#%&'()*+,\-./:;<=>?]+$/);
});

describe("the check code", () => {
  const status = statusOf("torkham", "2025-10-15T12:00:00.000Z");

  test("is the same for the same words, whoever asks and by what was known", () => {
    const then: CrossingStatus = { ...status, known: "then" };
    expect(checkCode(then)).toBe(checkCode(status));
  });

  test("changes with a state, a figure, the level and the instant", () => {
    const [first, ...figures] = status.figures;
    const [lane, ...lanes] = status.lanes;
    if (first === undefined || lane === undefined) throw new Error("the record has both");
    const changed = [
      { ...status, at: "2025-10-15T12:00:00.001Z" },
      { ...status, alert: { ...status.alert, level: 0 as const } },
      { ...status, figures: [{ ...first, low: first.low + 1 }, ...figures] },
      { ...status, lanes: [{ ...lane, value: "open" as const }, ...lanes] },
    ].map(checkCode);
    expect(new Set([checkCode(status), ...changed]).size).toBe(5);
  });
});

describe("until when a status counts", () => {
  const seenAt = (at: string, given: Parameters<typeof stateClaim>[1] = {}) =>
    reportFixture({ crossing: GATE, at, claims: [stateClaim(GATE, given)] });

  test("is two report intervals after the oldest word that something known rests on", () => {
    const truck = GATE.lanes.flatMap(({ id, mode }) => (mode === "truck" ? [id] : []));
    const later = addMs(SEEN, HOUR_MS);
    const status = statusFixture(GATE, AT, [
      seenAt(SEEN),
      reportFixture({
        crossing: GATE,
        at: later,
        claims: [stateClaim(GATE, { lanes: truck, value: "closed" })],
      }),
    ]);
    expect(countsUntil(status)).toBe(addMs(SEEN, 12 * HOUR_MS));
    expect(countsUntil(statusFixture(GATE, AT, [seenAt(later)]))).toBe(addMs(later, 12 * HOUR_MS));
  });

  test("is never when nothing is known", () => {
    expect(countsUntil(statusFixture(GATE, AT, []))).toBeNull();
  });
});
