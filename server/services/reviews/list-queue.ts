import { sql } from "drizzle-orm";
import { z } from "zod";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { DeviceClock } from "#server/domain/device-clock.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ReviewState, Via } from "#server/domain/report.ts";
import type { ReportLock } from "#server/domain/report-lock.ts";
import type { Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import { orderByUrgency } from "#server/domain/urgency.ts";
import type { ServiceContext } from "../context.ts";
import { DeskRow, selectForDesk, toDeskReport } from "./select-waiting.ts";
import { weighWaiting } from "./waiting-weights.ts";
import { NOTHING_WEIGHED, type Weighed, weighReports } from "./weigh-reports.ts";

/** A report as the desk alone sees it: with who sent it, and how. */
export interface DeskReport {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly source: Source;
  readonly reporterName: string | null;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly review: ReviewState;
  /** Approved, and public from then on; null: not approved, or public already. */
  readonly publishAt: Instant | null;
  readonly note: string | null;
  readonly claims: readonly Claim[];
  readonly via: Via;
  /** The name of whoever entered it for the reporter. */
  readonly relayedBy: string | null;
  readonly correctsId: string | null;
  readonly deviceClock: DeviceClock | null;
  /** How many messages went to and fro about it. */
  readonly messages: number;
  /** When the reporter last answered. */
  readonly answeredAt: Instant | null;
  /** Who works on it now. */
  readonly lock: ReportLock | null;
}

/** A report that waits, with what publishing it would change and who else says so. */
export type QueueItem = DeskReport & Weighed;

export interface Queue {
  /** The most urgent first; among equals whoever has waited longest. */
  readonly items: readonly QueueItem[];
  /** Every report that waits, in the same order. */
  readonly waitingIds: readonly string[];
  /** How many wait in all. */
  readonly total: number;
}

/** So many are told in full at once, unless fewer or more are asked for. */
export const QUEUE_ITEMS = 100;
export const MAX_QUEUE_ITEMS = 500;

const CountRow = z.object({ total: z.coerce.number() });

/**
 * What waits for review. All of it is weighed; the most urgent are told in full, with what publishing each would change as of
 * this very moment.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listQueue(
  ctx: ServiceContext,
  { limit }: { readonly limit: number } = { limit: QUEUE_ITEMS },
): Promise<Queue> {
  const { actor, database, now } = ctx;
  assertCan(actor, "report.review");
  const [waiting, counted] = await Promise.all([
    weighWaiting(database, now),
    selectRows(
      database,
      CountRow,
      sql`select count(*) as total from report_states where state in ('received', 'in_review') and publish_at is null`,
    ),
  ]);
  const order = orderByUrgency(waiting);
  const candidates = new Map(order.slice(0, limit).map(({ id, candidate }) => [id, candidate]));
  const shown = [...candidates.values()].map(({ report }) => ({
    id: report.id,
    crossing_id: report.crossingId,
  }));
  const [rows, weighed] = await Promise.all([
    selectRows(
      database,
      DeskRow,
      selectForDesk(
        sql`(s.crossing_id, s.report_id) in (select crossing_id, id
          from jsonb_to_recordset(${jsonParam(shown)}) as k(id uuid, crossing_id text))`,
        sql``,
      ),
    ),
    weighReports(database, [...candidates.values()], {
      waiting: waiting.map(({ candidate }) => candidate),
      now,
    }),
  ]);
  const items = rows.map((row) => ({
    ...toDeskReport(row, actor.accountId, now),
    ...(weighed.get(row.id) ?? NOTHING_WEIGHED),
  }));
  return {
    items: orderByUrgency(items),
    waitingIds: order.map(({ id }) => id),
    total: counted[0]?.total ?? order.length,
  };
}
