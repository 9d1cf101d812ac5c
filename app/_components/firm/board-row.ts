/** One crossing of a corridor as its board draws it. */
import type { CorridorRowOut } from "#server/api/public/firm.ts";
import { ageLane } from "#server/domain/age-status.ts";
import type { LaneStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";

export interface FirmRow extends CorridorRowOut {
  /** In the reader's language. */
  readonly shownName: string;
  readonly href: string;
  /** How much longer such closures lasted, in words; null: the lane is not closed. */
  readonly survivalText: string | null;
}

/** What a row shows at one instant. */
export interface RowNow {
  readonly row: FirmRow;
  /** Aged: a stale open is unknown. null: there is no such lane. */
  readonly lane: LaneStatus | null;
  readonly at: Instant;
  /** The instant that the page describes. */
  readonly reference: Instant;
}

export function rowAt(
  row: FirmRow,
  { now, reference }: { readonly now: Instant | null; readonly reference: Instant },
): RowNow {
  const at = now ?? reference;
  const lane =
    row.lane === null || now === null
      ? row.lane
      : ageLane(row.lane, row.confidence.expectedIntervalMinutes, now);
  return { row, lane, at, reference };
}
