/** Rules 1 to 3 by example. */
import { describe, expect, test } from "vitest";
import type { CountClaim } from "#server/domain/claim.ts";
import { deriveFigures } from "#server/domain/figures.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { Source } from "#server/domain/source.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import { countClaim, crossingFixture, PRESS, reportFixture } from "../../support/status-fixture.ts";

const crossing = crossingFixture("torkham");
const NOON = "2025-10-15T12:00:00.000Z";
const CUSTOMS: Source = { id: "customs", kind: "official", name: "Customs", party: "PK" };
const LEVIES: Source = { id: "levies", kind: "official", name: "Levies", party: "PK" };
const MINISTRY: Source = { id: "ministry", kind: "official", name: "Ministry", party: "AF" };
const AGENCY: Source = { id: "agency", kind: "agency", name: "Agency", party: null };

const said = (source: Source, claim: Partial<CountClaim>, at = NOON) =>
  reportFixture({ crossing, at, source, claims: [countClaim(claim)] });
const figureOf = (reports: ReturnType<typeof said>[], at = NOON) => deriveFigures(reports, at)[0];
const n = (low: number, high: number | null = low): Partial<CountClaim> => ({ low, high });

describe("rule 1: the newest claim of each source within the window", () => {
  test("an older claim of the same source is history", () => {
    const figure = figureOf([said(PRESS, n(10), addMs(NOON, -HOUR_MS)), said(PRESS, n(50))]);
    expect(figure).toMatchObject({ low: 50, high: 50, claims: [{ low: 50 }] });
  });

  test("a claim counts at the end of its window and not a millisecond later", () => {
    const people = [said(PRESS, { metric: "people_stranded", ...n(7) })];
    expect(figureOf(people, addMs(NOON, 24 * HOUR_MS))?.low).toBe(7);
    expect(figureOf(people, addMs(NOON, 24 * HOUR_MS + 1))).toBeUndefined();
  });

  test("a claim of a whole day counts from that day's end", () => {
    const period = timeBound("2025-10-15", "day", "Asia/Karachi");
    const day = [said(PRESS, { metric: "people_stranded", ...n(7), period }, period.earliestAt)];
    expect(figureOf(day, addMs(period.latestAt, 24 * HOUR_MS))?.low).toBe(7);
  });

  test("a claim known only to the month belongs to no day", () => {
    const period = timeBound("2025-10", "month", "Asia/Karachi");
    expect(figureOf([said(PRESS, { ...n(7), period })])).toBeUndefined();
  });

  test("sides and lanes are figures of their own", () => {
    const figures = deriveFigures(
      [
        said(PRESS, { ...n(7), side: "PK" }),
        said(PRESS, { ...n(9), side: "AF" }, addMs(NOON, -1)),
        said(PRESS, n(20), addMs(NOON, -2)),
      ],
      NOON,
    );
    expect(figures.map(({ side, low }) => [side, low])).toEqual([
      [null, 20],
      ["AF", 9],
      ["PK", 7],
    ]);
  });
});

describe("rule 2: low, high and best", () => {
  test("low is the least, high the greatest, best a neutral count and never an average", () => {
    const figure = figureOf([
      said(CUSTOMS, n(100)),
      said(AGENCY, { ...n(120), basis: "counted" }),
      said(MINISTRY, n(150)),
    ]);
    expect(figure).toMatchObject({
      low: 100,
      best: 120,
      high: 150,
      bestRule: "counted_independent",
    });
  });

  test("a party's own count is no best, however exact", () => {
    expect(figureOf([said(CUSTOMS, { ...n(107), basis: "counted" })])).toMatchObject({
      low: 107,
      high: 107,
      best: null,
    });
  });

  test("two offices of one party do not confirm each other; a source of none, or of another, does", () => {
    expect(figureOf([said(CUSTOMS, n(107)), said(LEVIES, n(107))])?.best).toBeNull();
    expect(figureOf([said(CUSTOMS, n(107)), said(AGENCY, n(107))])).toMatchObject({
      best: 107,
      bestRule: "corroborated",
    });
    expect(figureOf([said(CUSTOMS, n(107)), said(MINISTRY, n(107))])).toMatchObject({
      best: 107,
      bestRule: "corroborated",
    });
  });

  test("a word that happens to hold a number does not confirm it", () => {
    expect(figureOf([said(CUSTOMS, n(107)), said(PRESS, n(100, 999))])?.best).toBeNull();
  });

  test("without an upper bound there is no high, and the highest number named is kept", () => {
    expect(figureOf([said(CUSTOMS, n(107)), said(PRESS, n(5_001, null))])).toMatchObject({
      low: 107,
      high: null,
      highest: 5_001,
    });
  });
});

describe("rule 3: disputed", () => {
  test("claims of different parties that do not overlap", () => {
    expect(figureOf([said(CUSTOMS, n(100, 110)), said(MINISTRY, n(111, 120))])?.disputed).toBe(
      true,
    );
    expect(figureOf([said(CUSTOMS, n(100, 111)), said(MINISTRY, n(111, 120))])?.disputed).toBe(
      false,
    );
  });

  test("the highest at least twice the lowest, whoever speaks", () => {
    expect(figureOf([said(AGENCY, n(100)), said(PRESS, n(200))])).toMatchObject({
      disputed: true,
      factor: 2,
    });
    expect(figureOf([said(AGENCY, n(100)), said(PRESS, n(199))])?.disputed).toBe(false);
  });

  test("one source alone disputes nothing, however wide its range", () => {
    expect(figureOf([said(PRESS, n(100, 999))])).toMatchObject({ disputed: false, factor: null });
  });
});
