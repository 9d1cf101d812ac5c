/** The curve of closures, whatever their lengths: it only falls, and what is unknown of one never counts as an end. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  LEAST_CASES,
  remainingAfter,
  type SurvivalCase,
  type SurvivalPoint,
  survivalCurve,
} from "#server/domain/closure-survival.ts";
import { DAY_MS } from "#server/domain/time.ts";
import { deepFreeze } from "./generated-reports.ts";

const anyCase: fc.Arbitrary<SurvivalCase> = fc.record({
  // Few different lengths, so that several fall on one.
  lengthMs: fc.integer({ min: 1, max: 60 }).map((halves) => (halves * DAY_MS) / 2),
  end: fc.constantFrom("reopened", "lost_sight", "ongoing"),
});
const anyCases = fc.array(anyCase, { maxLength: 40 });
const anyDay = fc.integer({ min: 1, max: 31 });

const shareAfter = (curve: readonly SurvivalPoint[], days: number) =>
  curve.findLast((point) => point.days <= days)?.share ?? 1;

describe("the curve, whatever the closures", () => {
  test("never rises, stays between 0 and 1, and falls only where one ended", () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        let last = { days: 0, share: 1 };
        for (const point of survivalCurve(deepFreeze(cases))) {
          expect(point.days).toBeGreaterThan(last.days);
          expect(point.share).toBeGreaterThanOrEqual(0);
          if (point.ended > 0) expect(point.share).toBeLessThan(last.share);
          else expect(point.share).toBe(last.share);
          last = point;
        }
      }),
    );
  });

  test("counts every closure once, and each only while it lasts", () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const curve = survivalCurve(cases);
        for (const { days, atRisk } of curve) {
          expect(atRisk).toBe(cases.filter((one) => one.lengthMs >= days * DAY_MS).length);
        }
        const counted = curve.reduce((sum, point) => sum + point.ended + point.censored, 0);
        expect(counted).toBe(cases.length);
      }),
    );
  });

  test("is the plain share of longer ones where every end is known", () => {
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 40 }), (given) => {
        const cases = given.map((one) => ({ ...one, end: "reopened" as const }));
        for (const { days, share } of survivalCurve(cases)) {
          const longer = cases.filter((one) => one.lengthMs > days * DAY_MS).length;
          expect(share).toBeCloseTo(longer / cases.length, 9);
        }
      }),
    );
  });

  test("a closure of which no more is known only leaves: no point falls where it does, and none is lower for it", () => {
    fc.assert(
      fc.property(anyCases, anyCase, (cases, more) => {
        const end = more.end === "reopened" ? "lost_sight" : more.end;
        const without = survivalCurve(cases);
        const curve = survivalCurve([...cases, { ...more, end }]);
        for (const { days } of curve) {
          expect(shareAfter(curve, days)).toBeGreaterThanOrEqual(shareAfter(without, days) - 1e-9);
        }
        const later = ({ days }: SurvivalPoint) => days * DAY_MS > more.lengthMs;
        expect(curve.filter(later).map(({ atRisk }) => atRisk)).toEqual(
          without.filter(later).map(({ atRisk }) => atRisk),
        );
      }),
    );
  });

  test("of those that reached a day it is the whole curve, divided by its share there", () => {
    fc.assert(
      fc.property(anyCases, anyDay, (cases, day) => {
        const whole = survivalCurve(cases);
        const reached = cases.filter((one) => one.lengthMs > (day - 1) * DAY_MS);
        for (const { days, share } of survivalCurve(reached)) {
          expect(share * shareAfter(whole, day - 1)).toBeCloseTo(shareAfter(whole, days), 9);
        }
      }),
    );
  });
});

describe("how much longer, whatever the closures", () => {
  const shuffled = anyCases.chain((cases) =>
    fc.tuple(
      fc.constant(deepFreeze(cases)),
      fc.shuffledSubarray(cases, { minLength: cases.length }),
    ),
  );

  test("does not depend on their order", () => {
    fc.assert(
      fc.property(shuffled, anyDay, ([cases, other], day) => {
        expect(remainingAfter(other, day)).toEqual(remainingAfter(cases, day));
        expect(survivalCurve(other)).toEqual(survivalCurve(cases));
      }),
    );
  });

  test("is said of five or more, and says no more than they do", () => {
    fc.assert(
      fc.property(anyCases, anyDay, (cases, day) => {
        const told = remainingAfter(cases, day);
        const reached = cases.filter((one) => one.lengthMs > (day - 1) * DAY_MS);
        if (told === null) return;
        expect(told.reached).toBeGreaterThanOrEqual(LEAST_CASES);
        expect(told.reached).toBeLessThanOrEqual(reached.length);
        expect(told.ended).toBe(reached.filter(({ end }) => end === "reopened").length);
        const untilDays = day - 1 + told.days;
        const curve = survivalCurve(reached);
        // Half or more last up to there by the curve, on either basis.
        const before = curve.findLast((point) => point.days < untilDays)?.share ?? 1;
        expect(before).toBeGreaterThanOrEqual(0.5 - 1e-9);
        if (told.basis === "at_least") {
          const documented = reached.filter((one) => one.lengthMs >= untilDays * DAY_MS).length;
          expect(documented * 2).toBeGreaterThanOrEqual(told.reached);
        } else {
          expect(shareAfter(curve, untilDays + 1)).toBeLessThanOrEqual(0.5 + 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("with every end known it is always the median", () => {
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: LEAST_CASES, maxLength: 40 }), (given) => {
        const cases = given.map((one) => ({ ...one, end: "reopened" as const }));
        const lengths = cases.map((one) => one.lengthMs / DAY_MS).sort((a, b) => a - b);
        const median = lengths[Math.ceil(lengths.length / 2) - 1] ?? 0;
        expect(remainingAfter(cases, 1)).toEqual({
          reached: cases.length,
          ended: cases.length,
          basis: "estimated",
          days: Math.floor(median),
        });
      }),
    );
  });
});
