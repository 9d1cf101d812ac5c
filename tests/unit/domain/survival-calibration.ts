/**
 * How well the record foretells its own closures: each year's closures, foretold from those that had begun before the
 * year as far as they were then over, by the same groups and rules as on the pages. docs/closure-survival.md prints the result.
 */
import type { Closure } from "#server/domain/closure.ts";
import { type RemainingTime, survivalCase } from "#server/domain/closure-survival.ts";
import { deriveClosures } from "#server/domain/derive-closures.ts";
import { type SurvivalScope, survivalGroups } from "#server/domain/survival-groups.ts";
import { DAY_MS, type Instant } from "#server/domain/time.ts";
import { RECORD, reportsOf, TODAY } from "../formats/record/recorded-crossings.ts";

const EVER: Instant = "2000-01-01T00:00:00.000Z";
/** The first year before which there is enough to say anything, to the last of the record. */
const YEARS = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];
/** Days that a closure may have reached when it is asked how much longer. */
export const DAYS = [1, 3, 8, 15, 31];

export const closuresUntil = (to: Instant): Closure[] =>
  RECORD.crossings.flatMap((crossing) =>
    deriveClosures({ crossing, reports: reportsOf(crossing.id), from: EVER, to, now: TODAY }),
  );

export interface Foretold {
  readonly closure: Closure;
  readonly day: number;
  readonly scope: SurvivalScope;
  readonly remaining: RemainingTime;
  /** `reached`: it lasted at least as long as was said; `unknown`: nobody wrote down its end, and it had not until then. */
  readonly outcome: "reached" | "shorter" | "unknown";
}

function outcomeOf(closure: Closure, day: number, { days }: RemainingTime): Foretold["outcome"] {
  const { lengthMs, end } = survivalCase(closure);
  if (lengthMs >= (day - 1 + days) * DAY_MS) return "reached";
  return end === "reopened" ? "shorter" : "unknown";
}

function foretell(closure: Closure, day: number, earlier: readonly Closure[]): Foretold[] {
  if (survivalCase(closure).lengthMs <= (day - 1) * DAY_MS) return [];
  const question = { crossingId: closure.crossingId, cause: closure.cause, day };
  const told = survivalGroups(earlier, question).at(-1);
  if (told?.remaining == null) return [];
  const { scope, remaining } = told;
  return [{ closure, day, scope, remaining, outcome: outcomeOf(closure, day, remaining) }];
}

/** Every closure of the years above on every day that it reached, where something was said of it. */
export function foretellHeldOut(): Foretold[] {
  const all = closuresUntil(TODAY);
  return YEARS.flatMap((year) => {
    const split = `${year}-01-01T00:00:00.000Z`;
    const next = `${year + 1}-01-01T00:00:00.000Z`;
    const earlier = closuresUntil(split);
    return all
      .filter(({ fromAt }) => fromAt >= split && fromAt < next)
      .flatMap((closure) => DAYS.flatMap((day) => foretell(closure, day, earlier)));
  });
}
