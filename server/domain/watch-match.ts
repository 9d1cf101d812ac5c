/**
 * What of a change a rule tells. Pure: the same changes in the same order give the same events, live or in a dry run
 * over the past.
 */
import type { Change, ChangeDetail, ChangeRange } from "./change.ts";
import type { State } from "./claim.ts";
import type { LaneId } from "./crossing.ts";
import { MODES } from "./mode.ts";
import type { WatchEvent, WatchWord } from "./watch-event.ts";
import type { CrossingMemory, LaneMemory } from "./watch-memory.ts";
import {
  isInScope,
  type LaneScope,
  type RuleOf,
  type StateEvent,
  type WatchRule,
} from "./watch-rule.ts";

export interface Match {
  readonly events: readonly WatchEvent[];
  /**
   * Keys of what is no longer so, because something else became true that nobody asked for or because it is over: what
   * still waits to be told of them is let go.
   */
  readonly undone: readonly string[];
  readonly memory: CrossingMemory;
}

type MatchedChange = Pick<
  Change,
  "id" | "crossingId" | "sequence" | "at" | "observedAt" | "details"
>;
type DetailOf<Kind extends ChangeDetail["kind"]> = Extract<ChangeDetail, { kind: Kind }>;

/** What one detail comes to. */
interface Step {
  readonly memory: CrossingMemory;
  /** What the detail is about, where the rule looks at such things at all. */
  readonly key?: string;
  /** Told, or null when the rule does not ask for it. */
  readonly word?: WatchWord | null;
  /** What is no longer so besides. */
  readonly undone?: readonly string[];
}

const NEVER_SEEN: LaneMemory = { now: "unknown", known: null, since: null, announced: "unknown" };

function scopeOf(lane: LaneId) {
  const [direction = "", named] = lane.split("/");
  return { direction, mode: MODES.find((mode) => mode === named) ?? null };
}

/** What became of a lane; null: nothing new, such as closed again after it was lost from sight. */
function laneEvent(before: LaneMemory, { to, basis }: DetailOf<"lane">): StateEvent | null {
  if (to === "unknown") return "unknown";
  if (to === before.known) return null;
  if (to === "closed") return "closed";
  if (before.known === "closed") {
    return basis === "announced" ? "announced_reopening" : "first_movement";
  }
  return to === "open" ? "opened" : "restricted";
}

/** A reopening is also told to who asks only for gates that open, or become restricted. */
const ALSO: Readonly<Partial<Record<StateEvent, readonly StateEvent[]>>> = {
  first_movement: ["opened", "restricted"],
};

function asksFor(rule: RuleOf<"state">, event: StateEvent, to: State): StateEvent | null {
  if (rule.on.includes(event)) return event;
  const wanted = to === "open" ? "opened" : to;
  return ALSO[event]?.find((other) => other === wanted && rule.on.includes(other)) ?? null;
}

function laneStep(
  rule: WatchRule,
  memory: CrossingMemory,
  detail: DetailOf<"lane">,
  change: MatchedChange,
): Step {
  const before = memory.lanes[detail.lane] ?? NEVER_SEEN;
  const event = laneEvent(before, detail);
  // What is only announced leaves a closed lane closed to memory: its first movement is still to be seen.
  const isNews = event !== null && event !== "unknown" && event !== "announced_reopening";
  const after: LaneMemory = {
    ...before,
    now: detail.to,
    ...(isNews && detail.to !== "unknown" ? { known: detail.to, since: change.observedAt } : {}),
  };
  const next = { ...memory, lanes: { ...memory.lanes, [detail.lane]: after } };
  if (rule.kind !== "state" || !isInScope(rule, scopeOf(detail.lane))) return { memory: next };
  // Whatever is seen of a lane, and be it what it was known to be before, ends "it is unknown".
  const sight = `${detail.lane} sight`;
  if (event === null) return { memory: next, undone: [sight] };
  const undone = event === "unknown" ? [] : [sight];
  const key = event === "unknown" ? sight : detail.lane;
  const asked = asksFor(rule, event, detail.to);
  const word: WatchWord | null =
    asked === null ? null : { kind: "lane", event: asked, lane: detail.lane, to: detail.to };
  return { memory: next, key, word, undone };
}

function announcementStep(
  rule: WatchRule,
  memory: CrossingMemory,
  detail: DetailOf<"announcement">,
): Step {
  const before = memory.lanes[detail.lane] ?? NEVER_SEEN;
  const next = {
    ...memory,
    lanes: { ...memory.lanes, [detail.lane]: { ...before, announced: detail.to } },
  };
  if (rule.kind !== "state" || !isInScope(rule, scopeOf(detail.lane))) return { memory: next };
  const event = ((): StateEvent | null => {
    if (detail.to === "closed") return "announced_closure";
    const opens = detail.to === "open" || detail.to === "restricted";
    const isShut = before.known === "closed" || before.announced === "closed";
    return opens && isShut && before.now !== "open" ? "announced_reopening" : null;
  })();
  const isAsked = event !== null && rule.on.includes(event);
  const word: WatchWord | null = isAsked
    ? { kind: "lane", event, lane: detail.lane, to: detail.to }
    : null;
  return { memory: next, key: `${detail.lane} announced`, word };
}

function exceptionStep(
  rule: WatchRule,
  memory: CrossingMemory,
  detail: DetailOf<"exception">,
): Step {
  if (rule.kind !== "state" || !isInScope(rule, detail)) return { memory };
  const moves = (state: typeof detail.to) => state === "open" || state === "restricted";
  const { class: name, direction, mode } = detail;
  const key = `exception ${name} ${direction ?? ""} ${mode ?? ""}`;
  if (moves(detail.from) === moves(detail.to)) return { memory };
  const event = moves(detail.to) ? "exception_opened" : "exception_ended";
  const isAsked = rule.on.includes(event);
  const word: WatchWord | null = isAsked
    ? { kind: "exception", event, class: name, direction, mode }
    : null;
  return { memory, key, word };
}

function levelStep(rule: WatchRule, memory: CrossingMemory, detail: DetailOf<"level">): Step {
  const next = { ...memory, level: detail.to };
  if (rule.kind !== "level") return { memory: next };
  const wasReached = memory.level >= rule.atLeast;
  const isReached = detail.to >= rule.atLeast;
  if (wasReached === isReached) return { memory: next };
  return { memory: next, key: "level", word: { kind: "level", from: memory.level, to: detail.to } };
}

/**
 * On which side of a rule's bound a figure surely is; null: neither surely. What is disputed between 100 and 5,000 is
 * not above 1,000: by its best where it has one, else by the end of the range that is nearer to the other side.
 */
function sideOf(rule: RuleOf<"figure">, range: ChangeRange): "above" | "below" | null {
  if ((range.best ?? range.low) >= rule.above) return "above";
  const most = range.best ?? range.high;
  return most !== null && most <= rule.clearBelow ? "below" : null;
}

function figureStep(rule: WatchRule, memory: CrossingMemory, detail: DetailOf<"figure">): Step {
  // A figure that left its window is no news of what stands at the gate.
  if (rule.kind !== "figure" || detail.metric !== rule.metric || detail.to === null) {
    return { memory };
  }
  const [country = ""] = (detail.lane ?? "").split("-");
  if (rule.side !== null && (detail.side ?? country) !== rule.side) return { memory };
  const key = `figure ${detail.metric} ${detail.side ?? detail.lane ?? ""}`;
  const is = sideOf(rule, detail.to);
  const was = memory.figures[key] ?? "below";
  if (is === null || is === was) return { memory };
  const { metric, side, lane, to: range } = detail;
  const bound = is === "above" ? rule.above : rule.clearBelow;
  return {
    memory: { ...memory, figures: { ...memory.figures, [key]: is } },
    key,
    word: { kind: "figure", metric, side, lane, range, is, bound },
  };
}

function stepOf(
  rule: WatchRule,
  memory: CrossingMemory,
  detail: ChangeDetail,
  change: MatchedChange,
): Step {
  switch (detail.kind) {
    case "lane":
      return laneStep(rule, memory, detail, change);
    case "announcement":
      return announcementStep(rule, memory, detail);
    case "exception":
      return exceptionStep(rule, memory, detail);
    case "level":
      return levelStep(rule, memory, detail);
    case "figure":
      return figureStep(rule, memory, detail);
    default:
      return { memory };
  }
}

/** The level that a crossing has after a change: what is told with it is as grave as what it led to. */
const levelAfter = (memory: CrossingMemory, change: MatchedChange): number =>
  change.details.findLast((detail) => detail.kind === "level")?.to ?? memory.level;

/** What of a change the rule tells, and what is remembered after it. A change that was judged before tells nothing. */
export function matchChange(rule: WatchRule, memory: CrossingMemory, change: MatchedChange): Match {
  if (change.sequence <= memory.sequence) return { events: [], undone: [], memory };
  const level = levelAfter(memory, change);
  const events: WatchEvent[] = [];
  const undone: string[] = [];
  let now = memory;
  for (const detail of change.details) {
    const step = stepOf(rule, now, detail, change);
    const { crossingId, at, observedAt, id } = change;
    const { key, word } = step;
    now = step.memory;
    undone.push(...(step.undone ?? []).map((one) => `${crossingId} ${one}`));
    if (key === undefined) continue;
    const full = `${crossingId} ${key}`;
    if (word === undefined || word === null) undone.push(full);
    else events.push({ key: full, crossingId, at, observedAt, changeId: id, level, word });
  }
  return { events, undone, memory: { ...now, sequence: change.sequence } };
}

/** Lanes of which a rule over closures speaks. */
export const inScope = (scope: LaneScope, lane: LaneId): boolean => isInScope(scope, scopeOf(lane));
