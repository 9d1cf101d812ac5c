import { describe, expect, test } from "vitest";
import type { Closure } from "#server/domain/closure.ts";
import {
  remainingAfter,
  type SurvivalCase,
  survivalCase,
  survivalCurve,
} from "#server/domain/closure-survival.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import { DAY_MS } from "#server/domain/time.ts";

const over = (days: number): SurvivalCase => ({ lengthMs: days * DAY_MS, end: "reopened" });
const lost = (days: number): SurvivalCase => ({ lengthMs: days * DAY_MS, end: "lost_sight" });
const goesOn = (days: number): SurvivalCase => ({ lengthMs: days * DAY_MS, end: "ongoing" });

/*
 * Weeks of remission of 42 patients with leukaemia, the textbook example of the curve: Freireich and others, Blood 21
 * (1963) 699–716; the curve of the first group as printed in Cox and Oakes, Analysis of Survival Data (1984), and
 * in Kleinbaum and Klein, Survival Analysis, chapter 2. Weeks stand as days here.
 */
const MERCAPTOPURINE = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(over),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(lost),
];
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(over);

describe("the textbook's curve", () => {
  test("falls where and as far as is printed", () => {
    const steps = survivalCurve(MERCAPTOPURINE).filter(({ ended }) => ended > 0);
    expect(
      steps.map(({ days, atRisk, ended, share }) => [days, atRisk, ended, share.toFixed(4)]),
    ).toEqual([
      [6, 21, 3, "0.8571"],
      [7, 17, 1, "0.8067"],
      [10, 15, 1, "0.7529"],
      [13, 12, 1, "0.6902"],
      [16, 11, 1, "0.6275"],
      [22, 7, 1, "0.5378"],
      [23, 6, 1, "0.4482"],
    ]);
  });

  test("has the printed medians: 23 weeks, and 8 without the drug", () => {
    expect(remainingAfter(MERCAPTOPURINE, 1)).toEqual({
      reached: 21,
      ended: 9,
      basis: "estimated",
      days: 23,
    });
    expect(remainingAfter(PLACEBO, 1)).toMatchObject({ basis: "estimated", days: 8 });
  });

  test("an end and an 'at least' of one length: the end comes first", () => {
    expect(survivalCurve([over(1), over(2), lost(2), over(4)]).map(({ share }) => share)).toEqual([
      0.75, 0.5, 0,
    ]);
  });
});

describe("how much longer, once a day is reached", () => {
  const six = [31, 33, 40, 45, 60, 90].map(over);

  test("counts from the beginning of that day", () => {
    expect(remainingAfter(six, 31)).toEqual({
      reached: 6,
      ended: 6,
      basis: "estimated",
      days: 10,
    });
  });

  test("a closure of exactly thirty days did not reach the 31st", () => {
    expect(remainingAfter([...six, over(30)], 31)?.reached).toBe(6);
    expect(remainingAfter([...six, over(30)], 30)?.reached).toBe(7);
  });

  test("of four nothing is said, of five something", () => {
    expect(remainingAfter(six.slice(0, 4), 31)).toBeNull();
    expect(remainingAfter(six.slice(0, 5), 31)).toMatchObject({ reached: 5, days: 10 });
    expect(remainingAfter(six, 41)).toBeNull();
    expect(remainingAfter([], 1)).toBeNull();
  });

  test("one that goes on and is in that day is not counted, one that is past it is", () => {
    expect(remainingAfter([...six.slice(0, 4), goesOn(30.5)], 31)).toBeNull();
    expect(remainingAfter([...six.slice(0, 4), goesOn(31.5)], 31)).toMatchObject({ reached: 5 });
  });

  test("where the curve stays above one half, it is what half of them are documented to have lasted", () => {
    const cases = [over(31), lost(33), lost(34), lost(50), lost(70), lost(90)];
    expect(remainingAfter(cases, 31)).toEqual({
      reached: 6,
      ended: 1,
      basis: "at_least",
      days: 20,
    });
  });

  test("a median that hangs on one or two known ends is none", () => {
    const cases = [lost(33), lost(34), lost(50), over(700), over(800)];
    expect(remainingAfter(cases, 31)).toMatchObject({ basis: "at_least", days: 20, ended: 2 });
  });

  test("nor is one where fewer than a fifth are still followed", () => {
    const ends = [32, 32, 32, 900].map(over);
    const cases = [...ends, ...Array.from({ length: 16 }, () => lost(40))];
    expect(remainingAfter(cases, 31)).toMatchObject({ basis: "at_least", days: 10, reached: 20 });
  });

  test("five of which nothing is known after that day say nothing", () => {
    expect(remainingAfter([30.2, 30.2, 30.2, 30.4, 30.5].map(lost), 31)).toBeNull();
  });

  test("over within the day is none more", () => {
    expect(remainingAfter([0.2, 0.3, 0.4, 0.5, 0.6].map(over), 1)).toMatchObject({ days: 0 });
  });
});

describe("a closure as a case", () => {
  const closure = (given: Partial<Closure>): Closure => ({
    crossingId: "torkham",
    from: timeBound("2025-02-21", "day", "Asia/Karachi"),
    fromAt: "2025-02-20T19:00:00.000Z",
    toAt: "2025-03-21T19:00:00.000Z",
    end: "reopened",
    cause: "construction_dispute",
    lanes: [],
    phases: [],
    firstMovement: null,
    ...given,
  });
  const caseOf = (given: Partial<Closure>) => {
    const { lengthMs, end } = survivalCase(closure(given));
    return [lengthMs / DAY_MS, end];
  };

  test("has the length that the page shows", () => {
    expect(caseOf({})).toEqual([29, "reopened"]);
    expect(caseOf({ end: "lost_sight" })).toEqual([29, "lost_sight"]);
    expect(caseOf({ end: "ongoing" })).toEqual([29, "ongoing"]);
  });

  test("begun in a month of which no day is known: the middle of what may be, when its end is known", () => {
    const from = timeBound("2025-01", "month", "Asia/Karachi");
    const vague = { from, fromAt: from.latestAt, toAt: "2025-02-10T19:00:00.000Z" };
    // Certainly from the end of January, ten days; possibly from its beginning, 41.
    expect(caseOf(vague)).toEqual([10 + 31 / 2, "reopened"]);
    expect(caseOf({ ...vague, end: "lost_sight" })).toEqual([10, "lost_sight"]);
  });

  test("one that fell back into force later than its vague beginning has its own length", () => {
    const from = timeBound("2024-01", "month", "Asia/Karachi");
    expect(caseOf({ from })).toEqual([29, "reopened"]);
  });

  test("already so on its first day: at least so long, though its end is known", () => {
    expect(caseOf({ from: timeBound("2025-02-21", "as_of", "Asia/Karachi") })).toEqual([
      29,
      "lost_sight",
    ]);
  });
});
