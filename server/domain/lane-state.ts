/** The state of one lane on one track at an instant (rules 5 to 8): what governs, how old its last word is, and exceptions. */
import type { ClaimableState, LaneException } from "./claim.ts";
import { freshnessAt, isCurrent } from "./freshness.ts";
import {
  endOf,
  findGoverning,
  findRunStart,
  isActive,
  isNowhereCertain,
  type LaneView,
} from "./lane-governing.ts";
import type { LaneStatement } from "./lane-statement.ts";
import type { ExceptionStatus, TrackState } from "./status.ts";
import { type Instant, laterOf } from "./time.ts";

/** The newest instant, not after `at`, at which this statement was somebody's word; a day is vouched for once it is over. */
function wordAt(statement: LaneStatement, at: Instant): Instant {
  const { startAt, observedAt, documentedUntilAt, endAt } = statement;
  const seen = observedAt <= at ? laterOf(startAt, observedAt) : startAt;
  const isOver = endAt !== null && endAt <= at;
  return isOver && documentedUntilAt !== null ? laterOf(seen, documentedUntilAt) : seen;
}

const UNHEARD: TrackState = {
  held: "unknown",
  value: "unknown",
  recorded: false,
  since: null,
  lastWordAt: null,
  freshness: "silent",
  endsAt: null,
  cause: null,
  conditions: [],
  expectedReopeningAt: null,
  said: [],
};

/** Sources shown for one lane state; the rest stand in the list of reports. */
const MAX_ATTRIBUTIONS = 3;

const agreeingWith = (
  statements: readonly LaneStatement[],
  governing: LaneStatement,
  view: LaneView,
): LaneStatement[] => statements.filter((s) => isActive(s, view) && s.value === governing.value);

/** The newest word, not after the view's instant, for what governs. */
export function lastWordAt(
  statements: readonly LaneStatement[],
  governing: LaneStatement,
  view: LaneView,
): Instant {
  return agreeingWith(statements, governing, view).reduce(
    (word, s) => laterOf(word, wordAt(s, view.at)),
    governing.startAt,
  );
}

/** In hindsight what governs stands however old its last word: a later word, or its end, is on record (rule 7). */
export const isCovered = (
  governing: LaneStatement,
  statements: readonly LaneStatement[],
  view: LaneView,
): boolean =>
  view.isHindsight &&
  (governing.endAt !== null ||
    governing.observedAt > view.at ||
    statements.some((s) => s.startAt > view.at));

/** An announcement that named its own end is as good on its last day as on its first. */
export const isPlanned = ({ track, endAt, documentedUntilAt }: LaneStatement): boolean =>
  track === "announced" && endAt !== null && documentedUntilAt === null;

/** What one track says of a lane. `statements` are those of that lane and track, newest first. */
export function deriveTrackState(statements: readonly LaneStatement[], view: LaneView): TrackState {
  const { at } = view;
  const governing = findGoverning(statements, view);
  if (governing === null) {
    const last = statements.find((s) => s.startAt <= at && !isNowhereCertain(s));
    return last === undefined ? UNHEARD : { ...UNHEARD, lastWordAt: lastWordOf(last, at) };
  }
  const runStart = findRunStart(statements, governing, view);
  const agreeing = agreeingWith(statements, governing, view);
  const word = lastWordAt(statements, governing, view);
  const freshness = freshnessAt(word, view.intervalMinutes, at);
  const recorded = isCovered(governing, statements, view) && !isCurrent(freshness);
  const said = new Map(
    agreeing.map((s) => [
      s.source.id,
      { reportId: s.reportId, source: s.source, observedAt: s.observedAt, links: s.links },
    ]),
  );
  return {
    held: governing.value,
    value: isCurrent(freshness) || recorded || isPlanned(governing) ? governing.value : "unknown",
    recorded,
    since: runStart.since,
    lastWordAt: word,
    freshness,
    // A partial opening inside a closure has a reason of its own, which is not why it is closed.
    cause: runStart.cause ?? governing.cause,
    conditions: governing.conditions,
    endsAt: endOf(governing, view),
    expectedReopeningAt: governing.expectedReopeningAt,
    said: [...said.values()].slice(0, MAX_ATTRIBUTIONS),
  };
}

function lastWordOf(statement: LaneStatement, at: Instant): Instant {
  const { endAt, lastSaidAt } = statement;
  const hasEnded = endAt !== null && endAt <= at;
  return hasEnded && lastSaidAt !== null ? lastSaidAt : wordAt(statement, at);
}

/** What an unknown lane was last said to be, and when. */
export function findLastSeen(
  statements: readonly LaneStatement[],
  at: Instant,
): { value: ClaimableState; at: Instant } | null {
  let last: { value: ClaimableState; at: Instant } | null = null;
  for (const statement of statements) {
    if (statement.startAt > at || isNowhereCertain(statement)) continue;
    const word = lastWordOf(statement, at);
    if (last === null || word > last.at) last = { value: statement.value, at: word };
  }
  return last;
}

/** True when another source's newest word on the lane, still current, differs from what governs. */
export function isContested(statements: readonly LaneStatement[], view: LaneView): boolean {
  const governing = findGoverning(statements, view);
  if (governing === null) return false;
  const heard = new Set<string>([governing.source.id]);
  for (const statement of statements) {
    if (statement.startAt > view.at || heard.has(statement.source.id)) continue;
    heard.add(statement.source.id);
    if (statement.value === governing.value || !isActive(statement, view)) continue;
    const isFresh = isCurrent(
      freshnessAt(wordAt(statement, view.at), view.intervalMinutes, view.at),
    );
    // A partial opening inside a closure is no contradiction of it (rule 8).
    if (isFresh && statement.endAt === null && governing.endAt === null) return true;
  }
  return false;
}

/** True when what an active statement says of an exception still counts. */
function isWordCurrent(
  statement: LaneStatement,
  statements: readonly LaneStatement[],
  view: LaneView,
): boolean {
  if (
    view.isHindsight &&
    (statement.endAt !== null || statements.some((s) => s.startAt > view.at))
  ) {
    return true;
  }
  return isCurrent(freshnessAt(wordAt(statement, view.at), view.intervalMinutes, view.at));
}

const keyOf = (exception: LaneException): string =>
  `${exception.class} ${exception.direction ?? ""} ${exception.mode ?? ""}`;

/**
 * Exceptions in force on a lane. A closure said again without them does not end them; their own source does,
 * or their own end. One whose end nobody gave stays listed as `unknown` while the closure lasts.
 */
export function deriveExceptions(
  statements: readonly LaneStatement[],
  view: LaneView,
): ExceptionStatus[] {
  const governing = findGoverning(statements, view);
  if (governing === null) return [];
  const runFrom = findRunStart(statements, governing, view).startAt;
  const inRun = statements.filter((s) => s.startAt <= view.at && s.startAt >= runFrom);
  const heard = new Set<string>();
  const active: LaneStatement[] = [];
  const lapsed: LaneStatement[] = [];
  const ended: LaneStatement[] = [];
  for (const statement of inRun) {
    const isUntilNext = endOf(statement, view) === null;
    if (isUntilNext && heard.has(statement.source.id)) continue;
    if (isUntilNext) heard.add(statement.source.id);
    if (isActive(statement, view)) active.push(statement);
    else if (statement.documentedUntilAt !== null) lapsed.push(statement);
    else ended.push(statement);
  }
  const found = new Map<string, ExceptionStatus>();
  for (const statement of [...active, ...lapsed]) {
    const isKnown = active.includes(statement) && isWordCurrent(statement, statements, view);
    for (const exception of statement.exceptions) {
      const key = keyOf(exception);
      if (found.has(key)) continue;
      // One source did not know the end that another has told: it is over, not unknown.
      const isOver = (other: LaneStatement) =>
        other.startAt >= statement.startAt && other.exceptions.some((e) => keyOf(e) === key);
      if (lapsed.includes(statement) && ended.some(isOver)) continue;
      found.set(key, {
        class: exception.class,
        direction: exception.direction,
        mode: exception.mode,
        state: isKnown ? exception.state : "unknown",
        lastWordAt: lastWordOf(statement, view.at),
      });
    }
  }
  return [...found.values()];
}
