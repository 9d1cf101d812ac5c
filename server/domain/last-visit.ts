/**
 * What changed since a reader last looked. The record of what they saw stays on their device: the comparison is made
 * there, from what every reader is sent, and nobody is told when they were here.
 */
import type { State } from "./claim.ts";
import type { CrossingId, LaneId } from "./crossing.ts";
import type { LiveStatus } from "./live-status.ts";
import type { Condition } from "./status.ts";
import { type Instant, MINUTE_MS, msBetween } from "./time.ts";

/** What a reader saw of a crossing, and when last. */
export interface SeenCrossing {
  readonly at: Instant;
  readonly condition: Condition;
  readonly lanes: Readonly<Record<LaneId, State>>;
}

export type SeenRecord = Readonly<Record<CrossingId, SeenCrossing>>;

export interface Visit {
  /** When the reader last looked at anything. */
  readonly at: Instant;
  readonly seen: SeenRecord;
  /** What had been seen before this visit; null: the first, or the reader wants to hear no more of it. */
  readonly before: SeenRecord | null;
}

/** Away for longer, a reader comes back; a reload or the next page is the same visit. */
export const VISIT_GAP_MS = 30 * MINUTE_MS;

const isNewVisit = (visit: Pick<Visit, "at">, now: Instant): boolean =>
  msBetween(visit.at, now) > VISIT_GAP_MS;

/** The visit that begins, or goes on, at `now`. */
export function continueVisit(stored: Visit | null, now: Instant): Visit {
  if (stored === null) return { at: now, seen: {}, before: null };
  return isNewVisit(stored, now) ? { at: now, seen: stored.seen, before: stored.seen } : stored;
}

/** The visit after a look at these crossings. */
export function look(visit: Visit, statuses: readonly LiveStatus[], now: Instant): Visit {
  const seen = statuses.map(({ crossingId, condition, lanes }) => {
    const values = Object.fromEntries(lanes.map(({ lane, value }) => [lane, value]));
    return [crossingId, { at: now, condition, lanes: values }] as const;
  });
  return { ...visit, at: now, seen: { ...visit.seen, ...Object.fromEntries(seen) } };
}

export interface ChangeSince {
  readonly crossingId: CrossingId;
  /** When it was last seen as it had been. */
  readonly since: Instant;
  readonly from: Condition;
  readonly to: Condition;
  /** In the order of the crossing's lanes. */
  readonly lanes: readonly { readonly lane: LaneId; readonly to: State }[];
}

/** How a crossing changed since it was seen; null: not at all, or never seen. */
export function changeSince(before: SeenRecord, status: LiveStatus): ChangeSince | null {
  const seen = before[status.crossingId];
  if (seen === undefined) return null;
  const lanes = status.lanes
    .filter(({ lane, value }) => (seen.lanes[lane] ?? value) !== value)
    .map(({ lane, value }) => ({ lane, to: value }));
  if (lanes.length === 0) return null;
  const { crossingId, condition } = status;
  return { crossingId, since: seen.at, from: seen.condition, to: condition, lanes };
}

/** Every change since, in the order of `statuses`. */
export function changesSince(
  before: SeenRecord,
  statuses: readonly LiveStatus[],
): readonly ChangeSince[] {
  return statuses.flatMap((status) => changeSince(before, status) ?? []);
}
