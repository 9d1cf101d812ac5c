import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { DeviceClock } from "#server/domain/device-clock.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { VIAS } from "#server/domain/report.ts";
import type { ReportLock } from "#server/domain/report-lock.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { asClaims, ReportRow, readSource, selectReports } from "../reports/list-reports.ts";
import type { DeskReport } from "./list-queue.ts";

const DeviceClockRow = z.object({
  deviceAt: z.string(),
  skewMs: z.number().nullable(),
  uncertaintyMs: z.number().nullable(),
}) satisfies z.ZodType<DeviceClock>;

export const DeskRow = ReportRow.extend({
  corrects_id: z.string().nullable(),
  device_clock: DeviceClockRow.nullable(),
  via: z.enum(VIAS),
  relayed_by: z.string().nullable(),
  lock_account_id: z.string().nullable(),
  lock_name: z.string().nullable(),
  lock_taken_at: z.string().nullable(),
  lock_expires_at: z.string().nullable(),
  messages: z.coerce.number(),
  answered_at: z.string().nullable(),
});
export type DeskRow = z.output<typeof DeskRow>;

/** Reports with everything that the desk sees of them; the caller says which, in what order and how many. */
export function selectForDesk(where: SQL, rest: SQL): SQL {
  return sql`
    select q.*, x.corrects_id, x.device_clock, x.via, b.name as relayed_by, l.account_id as lock_account_id,
      h.name as lock_name, l.taken_at::text as lock_taken_at, l.expires_at::text as lock_expires_at,
      m.messages, m.answered_at::text
    from (${selectReports(where)} ${rest}) q
    cross join lateral (select corrects_id, device_clock, via, relayed_by from reports
      where crossing_id = q.crossing_id and id = q.id limit 1) x
    left join accounts b on b.id = x.relayed_by
    left join report_locks l on l.crossing_id = q.crossing_id and l.report_id = q.id
    left join accounts h on h.id = l.account_id
    cross join lateral (select count(*) as messages, max(at) filter (where not is_from_desk) as answered_at
      from report_messages where crossing_id = q.crossing_id and report_id = q.id) m
    order by q.received_at, q.id`;
}

function toLock(row: DeskRow, accountId: string, now: Instant): ReportLock | null {
  const { lock_account_id: holder, lock_taken_at: takenAt, lock_expires_at: expiresAt } = row;
  if (holder === null || takenAt === null || expiresAt === null) return null;
  if (readInstant(expiresAt) <= now) return null;
  return {
    reportId: row.id,
    holderName: row.lock_name ?? "",
    isMine: holder === accountId,
    takenAt: readInstant(takenAt),
    expiresAt: readInstant(expiresAt),
  };
}

export function toDeskReport(row: DeskRow, accountId: string, now: Instant): DeskReport {
  return {
    id: row.id,
    crossingId: row.crossing_id,
    source: readSource(row),
    reporterName: row.account_name,
    observedAt: readInstant(row.observed_at),
    receivedAt: readInstant(row.received_at),
    review: row.state,
    publishAt: readNullableInstant(row.publish_at),
    note: row.note,
    claims: asClaims(row.claims),
    via: row.via,
    relayedBy: row.relayed_by,
    correctsId: row.corrects_id,
    deviceClock: row.device_clock,
    messages: row.messages,
    answeredAt: readNullableInstant(row.answered_at),
    lock: toLock(row, accountId, now),
  };
}

/**
 * Reports as the desk sees them, by when they came.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function readForDesk(
  ctx: ServiceContext,
  where: SQL,
  rest: SQL,
): Promise<DeskReport[]> {
  assertCan(ctx.actor, "report.review");
  const { accountId } = ctx.actor;
  const rows = await selectRows(ctx.database, DeskRow, selectForDesk(where, rest));
  return rows.map((row) => toDeskReport(row, accountId, ctx.now));
}
