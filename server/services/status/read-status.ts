/** Statuses as they are, or were, read from published reports. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import type { DatedOverride } from "#server/domain/derive-replay.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { type Overrides, overridesAt } from "#server/domain/override.ts";
import type { Known } from "#server/domain/report.ts";
import type { AlertOverride, CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { loadReports } from "./load-reports.ts";

export interface StatusView {
  readonly at: Instant;
  readonly known: Known;
  readonly now: Instant;
}

const OverrideRow = z.object({
  crossing_id: z.string(),
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  reason: z.string(),
  expires_at: z.string(),
});

export async function loadOverrides(
  database: Database | Transaction,
  at: Instant,
): Promise<Map<CrossingId, Overrides>> {
  const rows = await selectRows(
    database,
    OverrideRow,
    sql`select crossing_id, level, reason, expires_at::text from alert_overrides
      where made_at <= ${at}::timestamptz and expires_at > ${at}::timestamptz
        and (withdrawn_at is null or withdrawn_at > ${at}::timestamptz)
      order by made_at desc, id`,
  );
  const byCrossing = Map.groupBy(rows, (row) => row.crossing_id);
  return new Map(
    [...byCrossing].map(([crossingId, of]) => {
      const newestFirst = of.map(({ level, reason, expires_at }): AlertOverride => {
        return { level, reason, expiresAt: readInstant(expires_at) };
      });
      return [crossingId, overridesAt(newestFirst, at)];
    }),
  );
}

/** Every override that held at some time in the period, newest first. */
export async function loadOverridesThrough(
  database: Database | Transaction,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<Map<CrossingId, DatedOverride[]>> {
  const rows = await selectRows(
    database,
    OverrideRow.extend({ made_at: z.string(), withdrawn_at: z.string().nullable() }),
    sql`select crossing_id, level, reason, expires_at::text, made_at::text, withdrawn_at::text
      from alert_overrides
      where made_at <= ${to}::timestamptz and expires_at > ${from}::timestamptz
        and (withdrawn_at is null or withdrawn_at > ${from}::timestamptz)
      order by made_at desc`,
  );
  return Map.groupBy(
    rows.map((row) => ({
      crossingId: row.crossing_id,
      level: row.level,
      reason: row.reason,
      expiresAt: readInstant(row.expires_at),
      madeAt: readInstant(row.made_at),
      withdrawnAt: readNullableInstant(row.withdrawn_at),
    })),
    ({ crossingId }) => crossingId,
  );
}

/** Statuses of these crossings for a view, in the order given. */
export async function readStatuses(
  database: Database | Transaction,
  crossings: readonly Crossing[],
  view: StatusView,
): Promise<CrossingStatus[]> {
  const [reports, overrides] = await Promise.all([
    loadReports(database, { crossingIds: crossings.map((c) => c.id), at: view.at, now: view.now }),
    loadOverrides(database, view.at),
  ]);
  return crossings.map((crossing) =>
    deriveStatus({
      crossing,
      reports: reports.get(crossing.id) ?? [],
      ...view,
      ...overrides.get(crossing.id),
    }),
  );
}

/** The present status of one crossing, null when it is not (or no longer) listed. */
export async function readPresentStatus(
  database: Database,
  crossingId: CrossingId,
  now: Instant,
): Promise<CrossingStatus | null> {
  const crossing = (await listCrossings(database, now)).find(({ id }) => id === crossingId);
  if (crossing === undefined) return null;
  const [status] = await readStatuses(database, [crossing], { at: now, known: "now", now });
  return status ?? null;
}

/** The present status of every listed crossing. */
export async function readPresentStatuses(
  database: Database,
  now: Instant,
): Promise<CrossingStatus[]> {
  return readStatuses(database, await listCrossings(database, now), { at: now, known: "now", now });
}
