/** What the public is told when time alone changes a status: what grew stale or ended, and that a crossing fell silent. */
import { ageStatus } from "./age-status.ts";
import type { ChangeDetail } from "./change.ts";
import { diffStatus } from "./diff-status.ts";
import { silentSince } from "./silence.ts";
import type { CrossingStatus } from "./status.ts";
import type { Instant } from "./time.ts";

/** Kinds that are told when only time has passed; that a figure left its window is no news. */
const TOLD: ReadonlySet<ChangeDetail["kind"]> = new Set([
  "lane",
  "exception",
  "announcement",
  "level",
]);
/** A status has some tens of instants at which it ages; more would be a fault, and must not hold up a write. */
const MAX_STEPS = 300;

export interface TimeStep {
  /** When it became so. */
  readonly at: Instant;
  /** Never empty. */
  readonly details: readonly ChangeDetail[];
}

/** What changed from `before` to `after` though nobody said anything; the silence first. */
export function timeDetails(before: CrossingStatus, after: CrossingStatus): ChangeDetail[] {
  const lastWordAt = silentSince(after);
  const fellSilent = lastWordAt !== null && silentSince(before) !== lastWordAt;
  return [
    ...(fellSilent ? [{ kind: "freshness" as const, to: "stale" as const, lastWordAt }] : []),
    ...diffStatus(before, after).filter(({ kind }) => TOLD.has(kind)),
  ];
}

/**
 * The steps in which a stored status has aged up to `until`, oldest first, each at its own instant: whoever looks late
 * (a process that was down) tells the same as one that looked in time.
 */
export function passTime(stored: CrossingStatus, until: Instant): TimeStep[] {
  const steps: TimeStep[] = [];
  let before = stored;
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = before.nextChangeAt;
    if (at === null || at > until) break;
    const after = ageStatus(before, at);
    const details = timeDetails(before, after);
    if (details.length > 0) steps.push({ at, details });
    before = after;
  }
  return steps;
}
