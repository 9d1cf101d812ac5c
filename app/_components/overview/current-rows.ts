/**
 * The board's rows as they are now. A row whose words have not changed stays the same object, and so do all of them
 * together: what is drawn from it is not drawn again. The first word of the live stream says what the page says already.
 */
import type { DeriveAlert } from "#app/_client/alert-rules.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import type { Instant } from "#server/domain/time.ts";
import { ageLiveStatus } from "./age-row.ts";
import { type BoardRow, boardStatus } from "./board-row.ts";

export interface RowsNow {
  readonly statuses: ReadonlyMap<string, LiveStatus>;
  /** null: the page has only just been taken over; it stays as the server sent it. */
  readonly now: Instant | null;
  /** Rules of alert levels, once they are fetched. */
  readonly derive: DeriveAlert | null;
}

const boardStatuses = new WeakMap<LiveStatus, LiveStatus>();

/** The same object each time that it is asked for. */
function boardStatusOf(live: LiveStatus): LiveStatus {
  const known = boardStatuses.get(live) ?? boardStatus(live);
  boardStatuses.set(live, known);
  return known;
}

/** Whether they say the same; when it was looked at is no part of that. */
function saysTheSame(one: LiveStatus, other: LiveStatus): boolean {
  if (one === other) return true;
  return JSON.stringify({ ...one, at: null }) === JSON.stringify({ ...other, at: null });
}

/**
 * What the live stream says of each row, and what time has done since.
 * @param before what this gave last; the rows as they came at first
 */
export function currentRows(
  rows: readonly BoardRow[],
  { statuses, now, derive }: RowsNow,
  before: readonly BoardRow[] = rows,
): readonly BoardRow[] {
  const current = rows.map((row, index) => {
    const live = statuses.get(row.id);
    const newest = live === undefined || live.at < row.status.at ? row.status : boardStatusOf(live);
    const status = now === null ? newest : ageLiveStatus(newest, now, derive);
    const shown = before[index];
    if (shown?.id === row.id && saysTheSame(shown.status, status)) return shown;
    return status === row.status ? row : { ...row, status };
  });
  const isSame =
    before.length === current.length && current.every((row, index) => row === before[index]);
  return isSame ? before : current;
}
