/**
 * The state of one lane on one track at an instant (rules 5 to 8).
 *
 * The newest statement that is in force governs. When it has ended, the state falls back to an older one that
 * is still in force: the closure that encloses a partial opening (rule 8). An *open* "until the next claim" is
 * ended by any later claim and never comes back by itself: nobody has seen it open again.
 */
import type { ClaimableState } from "./claim.ts";
import { freshnessAt, isCurrent } from "./freshness.ts";
import type { LaneStatement } from "./lane-statement.ts";
import type { ExceptionStatus, TrackState } from "./status.ts";
import { addMs, type Instant, laterOf, type TimeBound } from "./time.ts";

export interface LaneView {
  readonly at: Instant;
  /** True for a past instant as known now: later claims may confirm earlier ones (rule 7). */
  readonly isHindsight: boolean;
  readonly intervalMinutes: number;
}

const isActive = (statement: LaneStatement, at: Instant): boolean =>
  statement.startAt <= at && (statement.endAt === null || at < statement.endAt);

/** An open regime is not vouched for once something else may have begun, though its day is not known. */
function isDoubted(
  open: LaneStatement,
  statements: readonly LaneStatement[],
  at: Instant,
): boolean {
  return statements.some(
    (other) =>
      other.value !== "open" &&
      other.possibleFromAt > open.startAt &&
      other.possibleFromAt <= at &&
      (other.startAt > at || other.startAt === other.endAt),
  );
}

/** The statement that governs at `at`, from statements sorted newest first; null when none is in force. */
export function findGoverning(
  statements: readonly LaneStatement[],
  at: Instant,
): LaneStatement | null {
  let isNewest = true;
  for (const statement of statements) {
    if (statement.startAt > at || statement.startAt === statement.endAt) continue;
    if (isActive(statement, at)) {
      const holdsUntilNext = statement.endAt === null && statement.value === "open";
      if (!holdsUntilNext) return statement;
      if (isNewest) return isDoubted(statement, statements, at) ? null : statement;
    }
    isNewest = false;
  }
  return null;
}

/** The newest instant, not after `at`, at which this statement was somebody's word. */
function wordAt(statement: LaneStatement, at: Instant): Instant {
  let word = statement.startAt;
  for (const said of [statement.observedAt, statement.documentedUntilAt]) {
    if (said !== null && said <= at) word = laterOf(word, said);
  }
  return word;
}

/** Since when the governing value has held without a break. */
function runSince(statements: readonly LaneStatement[], governing: LaneStatement): TimeBound {
  let first = governing;
  for (;;) {
    const before = findGoverning(
      statements.filter((s) => s.startAt < first.startAt),
      addMs(first.startAt, -1),
    );
    if (before === null || before.value !== governing.value) return first.since;
    first = before;
  }
}

const UNHEARD: TrackState = {
  held: "unknown",
  value: "unknown",
  recorded: false,
  since: null,
  lastWordAt: null,
  freshness: "silent",
  cause: null,
  conditions: [],
  expectedReopeningAt: null,
  said: [],
};

/** Sources shown for one lane state; the rest stand in the list of reports. */
const MAX_ATTRIBUTIONS = 3;

/** What one track says of a lane. `statements` are those of that lane and track, newest first. */
export function deriveTrackState(statements: readonly LaneStatement[], view: LaneView): TrackState {
  const { at } = view;
  const governing = findGoverning(statements, at);
  if (governing === null) {
    const last = statements.find((s) => s.startAt <= at && s.startAt !== s.endAt);
    return last === undefined ? UNHEARD : { ...UNHEARD, lastWordAt: lastWordOf(last, at) };
  }
  const agreeing = statements.filter((s) => isActive(s, at) && s.value === governing.value);
  const lastWordAt = agreeing.reduce((word, s) => laterOf(word, wordAt(s, at)), governing.startAt);
  const freshness = freshnessAt(lastWordAt, view.intervalMinutes, at);
  const isCovered =
    view.isHindsight &&
    (governing.endAt !== null ||
      governing.observedAt > at ||
      statements.some((s) => s.startAt > at));
  const recorded = isCovered && !isCurrent(freshness);
  const said = new Map(
    agreeing.map((s) => [
      s.source.id,
      { reportId: s.reportId, source: s.source, observedAt: s.observedAt, links: s.links },
    ]),
  );
  return {
    held: governing.value,
    value: isCurrent(freshness) || recorded ? governing.value : "unknown",
    recorded,
    since: runSince(statements, governing),
    lastWordAt,
    freshness,
    cause: governing.cause ?? agreeing.find((s) => s.cause !== null)?.cause ?? null,
    conditions: governing.conditions,
    expectedReopeningAt: governing.expectedReopeningAt,
    said: [...said.values()].slice(0, MAX_ATTRIBUTIONS),
  };
}

function lastWordOf(statement: LaneStatement, at: Instant): Instant {
  const end = statement.endAt !== null && statement.endAt <= at ? statement.endAt : null;
  return end === null ? wordAt(statement, at) : laterOf(statement.startAt, end);
}

/** What an unknown lane was last said to be, and when. */
export function findLastSeen(
  statements: readonly LaneStatement[],
  at: Instant,
): { value: ClaimableState; at: Instant } | null {
  let last: { value: ClaimableState; at: Instant } | null = null;
  for (const statement of statements) {
    if (statement.startAt > at || statement.startAt === statement.endAt) continue;
    const word = lastWordOf(statement, at);
    if (last === null || word > last.at) last = { value: statement.value, at: word };
  }
  return last;
}

/** True when another source's newest word on the lane, still current, differs from what governs. */
export function isContested(statements: readonly LaneStatement[], view: LaneView): boolean {
  const governing = findGoverning(statements, view.at);
  if (governing === null) return false;
  const heard = new Set<string>([governing.source.id]);
  for (const statement of statements) {
    if (statement.startAt > view.at || heard.has(statement.source.id)) continue;
    heard.add(statement.source.id);
    if (statement.value === governing.value || !isActive(statement, view.at)) continue;
    const isFresh = isCurrent(
      freshnessAt(wordAt(statement, view.at), view.intervalMinutes, view.at),
    );
    // A partial opening inside a closure is no contradiction of it (rule 8).
    if (isFresh && statement.endAt === null && governing.endAt === null) return true;
  }
  return false;
}

/**
 * Exceptions in force on a lane. A closure said again without them does not end them; their own source does,
 * or their own end. One whose end nobody gave stays listed as `unknown` while the closure lasts.
 */
export function deriveExceptions(
  statements: readonly LaneStatement[],
  view: LaneView,
): ExceptionStatus[] {
  const { at } = view;
  const governing = findGoverning(statements, at);
  if (governing === null) return [];
  const since = runSince(statements, governing).earliestAt;
  const found = new Map<string, ExceptionStatus>();
  const replaced = new Set<string>();
  for (const statement of statements) {
    if (statement.startAt > at || statement.startAt < since) continue;
    const isUntilNext = statement.endAt === null;
    if (isUntilNext && replaced.has(statement.source.id)) continue;
    if (isUntilNext) replaced.add(statement.source.id);
    const active = isActive(statement, at);
    const endUnknown = statement.documentedUntilAt !== null && !active;
    if (!active && !endUnknown) continue;
    const lastWordAt = active ? wordAt(statement, at) : lastWordOf(statement, at);
    const isKnown =
      active &&
      ((view.isHindsight && statement.endAt !== null) ||
        isCurrent(freshnessAt(lastWordAt, view.intervalMinutes, at)) ||
        (view.isHindsight && statements.some((s) => s.startAt > at)));
    for (const exception of statement.exceptions) {
      const key = `${exception.class} ${exception.direction ?? ""} ${exception.mode ?? ""}`;
      if (found.has(key)) continue;
      found.set(key, {
        class: exception.class,
        direction: exception.direction,
        mode: exception.mode,
        state: isKnown ? exception.state : "unknown",
        lastWordAt,
      });
    }
  }
  return [...found.values()];
}
