/**
 * Which statement governs a lane on one track at an instant, and since when its value has.
 *
 * The newest statement that is in force governs. When it has ended, the state falls back to an older one that
 * is still in force: the closure that encloses a partial opening (rule 8). An *open* "until the next claim" is
 * ended by any later claim and never comes back by itself: nobody has seen it open again.
 */
import type { LaneStatement } from "./lane-statement.ts";
import { addMs, type Instant } from "./time.ts";

export interface LaneView {
  readonly at: Instant;
  /** True for a past instant as known now: later claims may confirm earlier ones (rule 7). */
  readonly isHindsight: boolean;
  readonly intervalMinutes: number;
}

/**
 * Where a statement stops. In hindsight a documented end is the end (rule 5); to those who live at `at` the
 * last documented word is simply the last word, and freshness says how long it still counts (rule 6).
 */
export const endOf = (statement: LaneStatement, view: LaneView): Instant | null =>
  !view.isHindsight && statement.documentedUntilAt !== null ? null : statement.endAt;

export const isNowhereCertain = (statement: LaneStatement): boolean =>
  statement.startAt === statement.endAt;

export function isActive(statement: LaneStatement, view: LaneView): boolean {
  const endAt = endOf(statement, view);
  return statement.startAt <= view.at && (endAt === null || view.at < endAt);
}

/** An open regime is not vouched for while something else may have begun, though its day is not known. */
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
      (other.possibleUntilAt === null || at < other.possibleUntilAt) &&
      (other.startAt > at || isNowhereCertain(other)),
  );
}

/** Where the statements, newest first, that began at `at` or before it begin. */
function indexAt(statements: readonly LaneStatement[], at: Instant): number {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((statements[middle]?.startAt ?? at) > at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The statement that governs at `at`, from statements sorted newest first; null when none is in force. */
export function findGoverning(
  statements: readonly LaneStatement[],
  view: LaneView,
): LaneStatement | null {
  let isNewest = true;
  for (let i = indexAt(statements, view.at); i < statements.length; i += 1) {
    const statement = statements[i];
    if (statement === undefined || isNowhereCertain(statement)) continue;
    if (isActive(statement, view)) {
      const isUntilNext = statement.isUntilNext || endOf(statement, view) === null;
      const holdsUntilNext = isUntilNext && statement.value === "open";
      if (!holdsUntilNext) return statement;
      if (isNewest) return isDoubted(statement, statements, view.at) ? null : statement;
    }
    isNewest = false;
  }
  return null;
}

/** What `findRunStart` found of the same statements: it does not depend on the instant that it is asked at. */
const knownRunStarts = new WeakMap<readonly LaneStatement[], Map<LaneStatement, LaneStatement>>();

/**
 * The statement with which the governing value began to hold without a break. What lies before it is past, and read as
 * such: between two words the earlier one held (rule 7), and one whose end is not known held until its last documented
 * day (rule 5). "Closed" said again after months of which nothing is known is no word about those months.
 */
export function findRunStart(
  statements: readonly LaneStatement[],
  governing: LaneStatement,
  view: LaneView,
): LaneStatement {
  const known = knownRunStarts.get(statements) ?? new Map<LaneStatement, LaneStatement>();
  knownRunStarts.set(statements, known);
  const passed: LaneStatement[] = [];
  let first = governing;
  for (;;) {
    const found = known.get(first);
    if (found !== undefined) {
      first = found;
      break;
    }
    passed.push(first);
    const at = addMs(first.startAt, -1);
    const before = findGoverning(statements.slice(indexAt(statements, at)), {
      ...view,
      at,
      isHindsight: true,
    });
    if (before === null || before.value !== governing.value) break;
    first = before;
  }
  for (const one of passed) known.set(one, first);
  return first;
}
