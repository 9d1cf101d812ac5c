/** What a watch is judged by: changes since it last looked, statuses, and plans. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { occurrencesBetween } from "#server/domain/announcement.ts";
import type { Change } from "#server/domain/change.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { DAY_MS, type Instant } from "#server/domain/time.ts";
import type { PlannedClosure } from "#server/domain/watch-time.ts";
import { readAnnouncements } from "../announcements/announcement-rows.ts";
import { ChangeRow, toChange } from "../changes/list-changes.ts";

const StatusRow = z.object({
  crossing_id: z.string(),
  sequence: z.coerce.number(),
  status: z.unknown(),
});

/** Statuses are written only by deriveStoredStatuses, from the core's own type. */
const asStatus = (stored: unknown): CrossingStatus | null => stored as CrossingStatus | null;

export interface WatchedStatus {
  readonly sequence: number;
  readonly status: CrossingStatus;
}

/** The stored statuses of these crossings; one that has none yet is left out. */
export async function readWatchedStatuses(
  tx: Transaction,
  crossingIds: readonly CrossingId[],
): Promise<Map<CrossingId, WatchedStatus>> {
  const rows = await selectRows(
    tx,
    StatusRow,
    sql`select crossing_id, sequence, status from statuses
      where crossing_id in (select jsonb_array_elements_text(${jsonParam(crossingIds)}))`,
  );
  return new Map(
    rows.flatMap(({ crossing_id, sequence, status: stored }) => {
      const status = asStatus(stored);
      return status === null ? [] : [[crossing_id, { sequence, status }] as const];
    }),
  );
}

/**
 * Changes after the ones that were judged, oldest first. Those of a crossing are numbered under its lock, so that none
 * with a smaller number can appear later.
 */
export async function readNewChanges(
  tx: Transaction,
  judged: ReadonlyMap<CrossingId, number>,
): Promise<Change[]> {
  const after = [...judged].map(([crossing_id, sequence]) => ({ crossing_id, sequence }));
  if (after.length === 0) return [];
  const rows = await selectRows(
    tx,
    ChangeRow.omit({ transaction: true }),
    sql`select c.id, c.crossing_id, c.sequence, c.at::text, c.observed_at::text, c.report_id, c.details
      from jsonb_to_recordset(${jsonParam(after)}) as j(crossing_id text, sequence bigint)
      join changes c on c.crossing_id = j.crossing_id and c.sequence > j.sequence
      order by c.at, c.crossing_id, c.sequence`,
  );
  return rows.map(toChange);
}

/** How far ahead a planned closure may be asked for (watch-rule.ts), and a day for what is made late. */
export const PLANNED_AHEAD_MS = 15 * DAY_MS;

/** Closures and holidays that stand announced for a time, by crossing. */
export async function readPlanned(
  tx: Database | Transaction,
  crossingIds: readonly CrossingId[],
  span: { readonly from: Instant; readonly to: Instant },
): Promise<Map<CrossingId, PlannedClosure[]>> {
  const standing = await readAnnouncements(
    tx,
    sql`withdrawn_at is null and kind <> 'hours'
      and crossing_id in (select jsonb_array_elements_text(${jsonParam(crossingIds)}))`,
  );
  const planned = standing.flatMap((announcement) =>
    occurrencesBetween(announcement, span).map((occurrence) => ({ announcement, occurrence })),
  );
  return new Map(
    [...Map.groupBy(planned, ({ announcement }) => announcement.crossingId)].map(([id, some]) => [
      id,
      some.map(({ announcement: { id: named, title, party, lanes, value }, occurrence }) => {
        const { startsAt, endsAt } = occurrence;
        return { id: named, title, party, lanes, value, startsAt, endsAt };
      }),
    ]),
  );
}
