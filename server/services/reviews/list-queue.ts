import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
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
import { NOTHING_WEIGHED, toCandidate, type Weighed, weighReports } from "./weigh-reports.ts";

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
  /** How many wait in all: more than `items` when the queue is longer than is weighed at once. */
  readonly total: number;
}

/** Weighing a report takes a derivation; so many are bounded. The ones left out are those that came last. */
export const MAX_WEIGHED = 500;

const CountRow = z.object({ total: z.coerce.number() });

/**
 * What waits for review.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listQueue(ctx: ServiceContext): Promise<Queue> {
  assertCan(ctx.actor, "report.review");
  const { accountId } = ctx.actor;
  const waits = sql`s.state in ('received', 'in_review') and s.publish_at is null`;
  const [rows, counted] = await Promise.all([
    selectRows(
      ctx.database,
      DeskRow,
      selectForDesk(waits, sql`order by s.received_at, s.report_id limit ${MAX_WEIGHED}`),
    ),
    selectRows(
      ctx.database,
      CountRow,
      sql`select count(*) as total from report_states where state in ('received', 'in_review') and publish_at is null`,
    ),
  ]);
  const candidates = rows.map((row) => toCandidate(row, ctx.now));
  const weighed = await weighReports(ctx.database, candidates, ctx.now);
  const items = rows.map((row) => ({
    ...toDeskReport(row, accountId, ctx.now),
    ...(weighed.get(row.id) ?? NOTHING_WEIGHED),
  }));
  return { items: orderByUrgency(items), total: counted[0]?.total ?? items.length };
}
