/** The plain sentence of a crossing: over October 2025 as the record has it, and over cases that the record lacks. */
import { describe, expect, test } from "vitest";
import { crossingName } from "#app/format/country.ts";
import { plainSentence } from "#app/format/plain-sentence.ts";
import { LOCALES, type Locale } from "#app/locales.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { Known } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type Instant, instantBound, type Precision } from "#server/domain/time.ts";
import {
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";
import { wordsIn } from "../../support/translator.ts";
import { getCrossing, RECORD, statusOf } from "../formats/record/recorded-crossings.ts";

const translators = new Map(LOCALES.map((locale) => [locale, wordsIn(locale).sentence]));

function say(
  crossing: Crossing,
  status: Pick<CrossingStatus, "lanes" | "exceptions">,
  { locale = "en", pastAt = null }: { locale?: Locale; pastAt?: Instant | null } = {},
): string {
  const t = translators.get(locale);
  if (t === undefined) throw new Error(`no sentences in ${locale}`);
  const zone = crossing.sides[0].zone;
  return plainSentence(status, { t, locale, name: crossingName(locale, crossing), zone, pastAt });
}

function recorded(id: string, day: string, known: Known = "now", locale: Locale = "en"): string {
  const at = new Date(day).toISOString();
  return say(getCrossing(id), statusOf(id, at, known), { locale, pastAt: at });
}

// Read by hand from data/closures.json: closed on the 12th, a clash; at Chaman returnees on the 13th from 15:00 to
// 17:30 local time, and from the 20th empty trucks.
const TORKHAM_CLOSED =
  "Torkham had been closed to all traffic in both directions since 12 Oct 2025.";
const CHAMAN_CLOSED =
  "Chaman–Spin Boldak had been closed to all traffic in both directions since 12 Oct 2025";
const OCTOBER = Array.from({ length: 9 }, (_, index) => 12 + index);

describe("October 2025 as known now", () => {
  test("the day before, Torkham is open, and Chaman is not known", () => {
    expect(recorded("torkham", "2025-10-11T12:00Z")).toBe(
      "As of 11 Oct 2025, 17:00 in Karachi: Torkham had been open to people on foot and cars in both directions " +
        "since 10 May 2025; it had been open to trucks in both directions since 19 Mar 2025, 16:00 in Karachi.",
    );
    expect(recorded("chaman-spin-boldak", "2025-10-11T12:00Z")).toBe(
      "As of 11 Oct 2025, 17:00 in Karachi: It was not known whether Chaman–Spin Boldak was open; " +
        "it was last seen closed on 8 Feb 2024.",
    );
  });

  test.each(OCTOBER)("on the %ith Torkham is closed to everybody", (day) => {
    expect(recorded("torkham", `2025-10-${day}T12:00Z`)).toBe(
      `As of ${day} Oct 2025, 17:00 in Karachi: ${TORKHAM_CLOSED}`,
    );
  });

  test.each(OCTOBER.filter((day) => day < 20))("on the %ith Chaman is closed at 18:00", (day) => {
    expect(recorded("chaman-spin-boldak", `2025-10-${day}T13:00Z`)).toBe(
      `As of ${day} Oct 2025, 18:00 in Karachi: ${CHAMAN_CLOSED}.`,
    );
  });

  test("for two hours and a half on the 13th returnees may leave by Chaman", () => {
    const returnees = "; returnees could cross from Pakistan to Afghanistan on foot.";
    const at = (time: string) => recorded("chaman-spin-boldak", `2025-10-13T${time}:00+05:00`);
    expect(at("14:59").endsWith(`${CHAMAN_CLOSED}.`)).toBe(true);
    expect(at("15:00").endsWith(`${CHAMAN_CLOSED}${returnees}`)).toBe(true);
    expect(at("17:29").endsWith(`${CHAMAN_CLOSED}${returnees}`)).toBe(true);
    expect(at("17:30").endsWith(`${CHAMAN_CLOSED}.`)).toBe(true);
  });

  test("on the 20th Chaman lets empty trucks through", () => {
    expect(recorded("chaman-spin-boldak", "2025-10-20T12:00Z")).toBe(
      "As of 20 Oct 2025, 17:00 in Karachi: Chaman–Spin Boldak had been closed to people on foot and cars in both " +
        "directions since 12 Oct 2025; it had been restricted for trucks in both directions since 20 Oct 2025; " +
        "empty trucks could cross in both directions.",
    );
  });

  test("as known then, nothing is said that was published later", () => {
    expect(recorded("torkham", "2025-10-12T12:00Z", "then")).toBe(
      "As of 12 Oct 2025, 17:00 in Karachi: It was not known whether Torkham was open; it was last seen open on 10 May 2025.",
    );
  });
});

const GATE = crossingFixture("gate");
const AT = "2025-10-20T12:00:00.000Z";
const SEEN = "2025-10-20T09:00:00.000Z";
const lanesOf = (...wanted: string[]) =>
  GATE.lanes.map(({ id }) => id).filter((id) => wanted.some((one) => id.endsWith(one)));

function seen(...claims: Parameters<typeof stateClaim>[1][]): string {
  const made = claims.map((claim) => stateClaim(GATE, claim));
  return say(
    GATE,
    statusFixture(GATE, AT, [reportFixture({ crossing: GATE, at: SEEN, claims: made })]),
  );
}

describe("in the present", () => {
  test("modes and directions are told apart", () => {
    expect(
      seen(
        { lanes: lanesOf("/pedestrian", "/passenger"), value: "open" },
        { lanes: lanesOf("PK-AF/truck"), value: "closed" },
        { lanes: lanesOf("AF-PK/truck"), value: "restricted" },
      ),
    ).toBe(
      "Gate has been open to people on foot and cars in both directions since 20 Oct 2025, 14:00 in Karachi; " +
        "it has been closed to trucks from Pakistan to Afghanistan since 20 Oct 2025, 14:00 in Karachi; " +
        "it has been restricted for trucks from Afghanistan to Pakistan since 20 Oct 2025, 14:00 in Karachi.",
    );
  });

  test("what nobody reported on is named last, and is not called open", () => {
    expect(seen({ lanes: lanesOf("/truck"), value: "open" })).toBe(
      "Gate has been open to trucks in both directions since 20 Oct 2025, 14:00 in Karachi; it is not known whether " +
        "it is open to people on foot and cars in both directions: nobody has reported on that yet.",
    );
  });

  test("a crossing of which nothing is known says so", () => {
    expect(say(GATE, statusFixture(GATE, AT, []))).toBe(
      "It is not known whether Gate is open: nobody has reported on that yet.",
    );
  });

  test("a word that is too old is when it was last seen", () => {
    const old = "2025-10-03T09:00:00.000Z";
    const report = reportFixture({ crossing: GATE, at: old, claims: [stateClaim(GATE)] });
    expect(say(GATE, statusFixture(GATE, AT, [report]))).toBe(
      "It is not known whether Gate is open; it was last seen open on 3 Oct 2025.",
    );
  });

  test("an announcement is not what was seen", () => {
    expect(seen({ track: "announced", value: "closed" })).toContain(
      "; this is announced only, and nobody has seen it so.",
    );
    expect(seen({ value: "closed" }, { track: "announced", value: "open" })).toContain(
      "; an announcement says otherwise.",
    );
    expect(seen({ track: "announced", value: "open" })).toContain(
      "; it is announced as open, but nobody has seen it open.",
    );
  });

  test("classes that may pass alike are named together, each state in its own words", () => {
    const exception = { direction: "PK-AF", mode: "pedestrian", state: "open" } as const;
    expect(
      seen({
        value: "closed",
        exceptions: [
          { ...exception, class: "returnees" },
          { ...exception, class: "patients" },
          { class: "empty_trucks", direction: null, mode: "truck", state: "restricted" },
          { class: "diplomatic", direction: null, mode: null, state: "closed" },
        ],
      }),
    ).toMatch(
      /; returnees and patients may cross from Pakistan to Afghanistan on foot; empty trucks may cross in both directions only under restrictions; diplomats may not cross in both directions\.$/,
    );
  });

  test.each<[string, Precision, string]>([
    ["2020-06", "month", "since June 2020 (day not known)."],
    ["2014", "year", "since 2014 (month not known)."],
    ["2025-10-12", "day", "since 12 Oct 2025."],
    ["2025-10-12", "week", "since about 12 Oct 2025."],
    ["2025-10-12", "as_of", "since 12 Oct 2025 or earlier."],
    ["2025-10-12T14:00:00+05:00", "hour", "since 12 Oct 2025, 14:00 in Karachi."],
  ])("a beginning known as %s (%s) is no more exact than that", (text, precision, words) => {
    const lanes = statusFixture(GATE, AT, [
      reportFixture({ crossing: GATE, at: SEEN, claims: [stateClaim(GATE)] }),
    ]).lanes.map((lane) => ({ ...lane, since: timeBound(text, precision, "Asia/Karachi") }));
    expect(say(GATE, { lanes, exceptions: [] })).toBe(
      `Gate has been open to all traffic in both directions ${words}`,
    );
  });

  test("sources that saw different things are named as such", () => {
    const status = statusFixture(GATE, AT, [
      reportFixture({ crossing: GATE, at: SEEN, claims: [stateClaim(GATE)] }),
    ]);
    const lanes = status.lanes.map((lane) => ({
      ...lane,
      contested: true,
      since: instantBound(SEEN),
    }));
    expect(say(GATE, { lanes, exceptions: [] })).toMatch(/; sources disagree on what they see\.$/);
  });
});

describe.each(LOCALES)("in %s", (locale) => {
  const DAYS = ["2025-10-11", "2025-10-13", "2025-10-20", "2025-11-20", "2026-06-01"];

  test.each(RECORD.crossings.map(({ id }) => id))("%s has a whole sentence on any day", (id) => {
    for (const day of DAYS) {
      for (const known of ["now", "then"] as const) {
        const sentence = recorded(id, `${day}T10:00Z`, known, locale);
        expect(sentence).toMatch(locale === "ur" ? /۔$/ : /\.$/);
        // Nothing unfilled, nothing of another language's script, no key instead of its words.
        expect(sentence).not.toMatch(/[{}]|undefined|null|\bnone\b|sentence\./);
        expect(sentence).not.toMatch(/ {2}|\s[.,;،؛۔]/);
        if (locale === "en") expect(sentence).not.toMatch(/\p{Script=Arabic}/u);
        else expect(sentence).toMatch(/\p{Script=Arabic}/u);
      }
    }
  });

  test("the parts come in the order: how it is, who may pass all the same", () => {
    const closed = recorded("chaman-spin-boldak", "2025-10-13T10:30Z", "now", locale);
    const clauses = closed.split(locale === "en" ? "; " : "؛ ");
    expect(clauses).toHaveLength(2);
    const later = recorded("chaman-spin-boldak", "2025-10-13T13:00Z", "now", locale);
    expect(later.split(locale === "en" ? "; " : "؛ ")).toHaveLength(1);
  });
});
