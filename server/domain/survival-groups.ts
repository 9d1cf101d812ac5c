/**
 * Which closures are asked how long this one may last: those of its crossing; where too few of them reached that day,
 * those with the same cause at all crossings; else all. The first group that can say anything is the one that speaks.
 */
import type { Cause } from "./claim.ts";
import type { Closure } from "./closure.ts";
import {
  type RemainingTime,
  remainingAfter,
  type SurvivalPoint,
  survivalCase,
  survivalCurve,
} from "./closure-survival.ts";
import type { CrossingId } from "./crossing.ts";
import { rankClosures } from "./rank-closures.ts";

/** Narrowest first. */
export const SURVIVAL_SCOPES = ["crossing", "cause", "all"] as const;
export type SurvivalScope = (typeof SURVIVAL_SCOPES)[number];

export interface SurvivalQuestion {
  /** Null: no crossing in particular. */
  readonly crossingId: CrossingId | null;
  /** Null, or not known: no cause in particular. */
  readonly cause: Cause | null;
  /** The day that is reached; 1 asks how long closures last altogether. */
  readonly day: number;
}

export interface SurvivalGroup {
  readonly scope: SurvivalScope;
  readonly cases: number;
  /** Of those, the ones whose end is known. */
  readonly ended: number;
  readonly curve: readonly SurvivalPoint[];
  /** Null: too few reached that day to say anything. */
  readonly remaining: RemainingTime | null;
}

/** The question that a crossing's newest closure puts while it goes on; else how long closures last altogether. */
export function questionOf(closures: readonly Closure[]): Pick<SurvivalQuestion, "cause" | "day"> {
  const rank = rankClosures(closures);
  if (rank?.closure.end !== "ongoing") return { cause: null, day: 1 };
  return { cause: rank.closure.cause, day: rank.day };
}

function isAsked(scope: SurvivalScope, { crossingId, cause }: SurvivalQuestion): boolean {
  if (scope === "crossing") return crossingId !== null;
  return scope === "all" || (cause !== null && cause !== "unknown");
}

function isOf(scope: SurvivalScope, closure: Closure, question: SurvivalQuestion): boolean {
  if (scope === "crossing") return closure.crossingId === question.crossingId;
  return scope === "all" || closure.cause === question.cause;
}

/** The groups that are asked, narrowest first, up to the first that can say something; that one is the last. */
export function survivalGroups(
  closures: readonly Closure[],
  question: SurvivalQuestion,
): SurvivalGroup[] {
  const groups: SurvivalGroup[] = [];
  for (const scope of SURVIVAL_SCOPES) {
    if (groups.at(-1)?.remaining != null) break;
    if (!isAsked(scope, question)) continue;
    const cases = closures.filter((one) => isOf(scope, one, question)).map(survivalCase);
    groups.push({
      scope,
      cases: cases.length,
      ended: cases.filter(({ end }) => end === "reopened").length,
      curve: survivalCurve(cases),
      remaining: remainingAfter(cases, question.day),
    });
  }
  return groups;
}
