/**
 * What a watch asks to be told, as its owner writes it. One rule a watch: whoever wants two kinds of news makes two
 * watches, each with its own name, so that every message says for which wish it came.
 */
import { z } from "zod";
import { METRICS } from "./claim.ts";
import { CountryCode, type Crossing } from "./crossing.ts";
import type { FieldProblem } from "./errors.ts";
import { faultText } from "./fault.ts";
import { MODES } from "./mode.ts";
import { MAX_COUNT } from "./report-input.ts";

/**
 * What can become of a lane, each told only to who asks for it. An announced reopening and the first movement seen are
 * two events: a gate that is announced as open is not open until somebody has seen something move.
 *
 * - `closed`, `restricted`, `opened`: what is shown of the lane became so.
 * - `first_movement`: seen open or restricted, the first time after it was closed.
 * - `announced_closure`, `announced_reopening`: said by an authority, and seen by nobody yet.
 * - `exception_opened`, `exception_ended`: a class moves although the lane is closed, or no longer does.
 * - `unknown`: the last word has grown too old, or has ended.
 */
export const STATE_EVENTS = [
  "closed",
  "restricted",
  "opened",
  "first_movement",
  "announced_closure",
  "announced_reopening",
  "exception_opened",
  "exception_ended",
  "unknown",
] as const;
export type StateEvent = (typeof STATE_EVENTS)[number];

const MAX_CLOSURE_HOURS = 24 * 366;
const MAX_SILENCE_HOURS = 24 * 90;
/** Occurrences of announcements are made for so long ahead (announcement.ts). */
const MAX_LEAD_HOURS = 14 * 24;

/** Null: both directions; every mode. On a corridor: the corridor's own. */
const LANES = {
  direction: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z]{2}$/, "a direction is two countries, PK-AF")
    .nullable(),
  mode: z.enum(MODES).nullable(),
};
const Hours = (max: number) =>
  z.number().int().min(1, "is at least 1 hour").max(max, `is at most ${max} hours`);
const Count = z.number().int().min(0, "is a count, 0 or more");

export const WatchRule = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("state"),
    on: z.array(z.enum(STATE_EVENTS)).min(1, faultText("chooseEvent")).max(STATE_EVENTS.length),
    ...LANES,
  }),
  /** Told when the level reaches it, and when it falls below again. */
  z.strictObject({ kind: z.literal("level"), atLeast: z.number().int().min(0).max(4) }),
  /** Told when the figure is surely `above`, and when it is surely at or below `clearBelow` again. */
  z.strictObject({
    kind: z.literal("figure"),
    metric: z.enum(METRICS),
    /** Null: of whichever side or lane. */
    side: CountryCode.nullable(),
    above: Count,
    clearBelow: Count,
  }),
  z.strictObject({ kind: z.literal("silence"), hours: Hours(MAX_SILENCE_HOURS) }),
  z.strictObject({ kind: z.literal("closure_longer"), hours: Hours(MAX_CLOSURE_HOURS), ...LANES }),
  z.strictObject({ kind: z.literal("planned"), leadHours: Hours(MAX_LEAD_HOURS), ...LANES }),
]);
export type WatchRule = z.output<typeof WatchRule>;
export type RuleOf<Kind extends WatchRule["kind"]> = Extract<WatchRule, { kind: Kind }>;

/** A rule's choice of lanes. */
export interface LaneScope {
  readonly direction: string | null;
  readonly mode: (typeof MODES)[number] | null;
}

/** Whether a lane (or an exception, of which less may be said) is in a rule's scope. */
export function isInScope(
  scope: LaneScope,
  lane: { readonly direction: string | null; readonly mode: string | null },
): boolean {
  const isDirection =
    scope.direction === null || lane.direction === null || lane.direction === scope.direction;
  return isDirection && (scope.mode === null || lane.mode === null || lane.mode === scope.mode);
}

/** A rule that leaves a direction or mode open, with those of a lane in their place; a rule about no lanes as it is. */
export function withinLane(rule: WatchRule, lane: LaneScope): WatchRule {
  if (!("direction" in rule)) return rule;
  return {
    ...rule,
    direction: rule.direction ?? lane.direction,
    mode: rule.mode ?? lane.mode,
  };
}

const problem = (path: string, message: string): FieldProblem => ({
  path: `rule.${path}`,
  message,
});

function laneMisfits(scope: LaneScope, crossings: readonly Crossing[]): FieldProblem[] {
  const lanes = crossings.flatMap((crossing) => crossing.lanes);
  if (lanes.some((lane) => isInScope(scope, lane))) return [];
  const which = [scope.direction, scope.mode].filter((part) => part !== null).join("/");
  const path = scope.direction === null ? "mode" : "direction";
  if (lanes.length === 0) return [problem(path, faultText("neverAtAll"))];
  const known = [...new Set(lanes.map(({ id }) => id))].slice(0, 8).join(", ");
  return [problem(path, faultText("neverLane", { text: which, choices: known }))];
}

function figureMisfits(rule: RuleOf<"figure">, crossings: readonly Crossing[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (rule.above === 0) {
    problems.push(problem("above", faultText("alwaysAbove")));
  }
  if (rule.above > MAX_COUNT) {
    const most = MAX_COUNT.toLocaleString("en");
    problems.push(problem("above", faultText("neverAbove", { most })));
  }
  if (rule.clearBelow >= rule.above) {
    problems.push(problem("clearBelow", faultText("clearTooHigh")));
  }
  const sides = crossings.flatMap((crossing) => crossing.sides.map(({ country }) => country));
  if (rule.side !== null && !sides.includes(rule.side)) {
    problems.push(problem("side", faultText("neverSide", { text: rule.side })));
  }
  return problems;
}

function silenceMisfits(rule: RuleOf<"silence">, crossings: readonly Crossing[]): FieldProblem[] {
  const shortest = Math.min(...crossings.map((one) => one.expectedIntervalMinutes));
  if (rule.hours * 60 >= shortest) return [];
  const hours = Math.ceil(shortest / 60);
  return [problem("hours", faultText("alwaysSilent", { hours }))];
}

/** What makes a rule one that can never fire, or always would; empty for a rule that has a use. */
export function findRuleMisfits(rule: WatchRule, crossings: readonly Crossing[]): FieldProblem[] {
  switch (rule.kind) {
    case "state":
    case "closure_longer":
    case "planned":
      return laneMisfits(rule, crossings);
    case "level":
      return rule.atLeast === 0 ? [problem("atLeast", faultText("alwaysLevel"))] : [];
    case "figure":
      return figureMisfits(rule, crossings);
    case "silence":
      return silenceMisfits(rule, crossings);
  }
}
