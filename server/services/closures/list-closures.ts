import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { deriveClosures } from "#server/domain/derive-closures.ts";
import { type Known, reportsKnown } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered, listCrossings } from "../crossings/find-crossings.ts";
import { loadTurningReports } from "../status/load-reports.ts";

export interface ClosuresFilter {
  readonly slug: CrossingId | null;
  /** Closures that overlap `[from, to)`. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly at: Instant | null;
  readonly known: Known;
  readonly limit: number;
}

const EVER: Instant = "2000-01-01T00:00:00.000Z";
const Row = z.object({ closure: z.unknown() });

/** Closures are written only by deriveStoredClosures, from the core's own type. */
const asClosure = (stored: unknown): Closure => stored as Closure;

/** One that goes on has reached now; what is stored is how far it had come when it was derived. */
function carryOn(closure: Closure, now: Instant): Closure {
  if (closure.end !== "ongoing" || closure.toAt >= now) return closure;
  const last = closure.phases.length - 1;
  const phases = closure.phases.map((phase, i) => (i === last ? { ...phase, toAt: now } : phase));
  return { ...closure, toAt: now, phases };
}

async function listStored(
  { database, now }: ServiceContext,
  filter: ClosuresFilter,
): Promise<Closure[]> {
  const where: SQL[] = [sql`true`];
  if (filter.slug !== null) where.push(sql`crossing_id = ${filter.slug}`);
  if (filter.from !== null) {
    // One that goes on reaches as far as anybody asks; its `to_at` is only when it was last derived.
    where.push(sql`(to_at > ${filter.from}::timestamptz or "end" = 'ongoing')`);
  }
  if (filter.to !== null) where.push(sql`from_at < ${filter.to}::timestamptz`);
  const rows = await selectRows(
    database,
    Row,
    sql`select closure from closures where ${sql.join(where, sql` and `)}
      order by from_at desc, crossing_id limit ${filter.limit}`,
  );
  return rows.map((row) => carryOn(asClosure(row.closure), now));
}

/** The closures of one crossing as they looked at an instant: later ones are not there yet. */
async function deriveAt(
  ctx: ServiceContext,
  crossing: Crossing,
  view: { at: Instant; known: Known },
): Promise<Closure[]> {
  const reports = await loadTurningReports(ctx.database, crossing.id);
  const known = reportsKnown(reports, view.at, view.known);
  const now = view.known === "now" ? ctx.now : view.at;
  return deriveClosures({ crossing, reports: known, from: EVER, to: view.at, now });
}

/**
 * Closures, newest first, at most `limit`.
 * @throws DomainError `not_found` for an unknown crossing
 */
export async function listClosures(
  ctx: ServiceContext,
  filter: ClosuresFilter,
): Promise<{ closures: Closure[] }> {
  const { database, now } = ctx;
  const only = filter.slug === null ? null : await getRegistered(database, filter.slug, now);
  if (filter.at === null) return { closures: await listStored(ctx, filter) };
  const crossings = only === null ? await listCrossings(database, now) : [only];
  const view = { at: filter.at, known: filter.known };
  const all = await Promise.all(crossings.map((crossing) => deriveAt(ctx, crossing, view)));
  const closures = all
    .flat()
    .filter((c) => filter.from === null || c.toAt > filter.from)
    .filter((c) => filter.to === null || c.fromAt < filter.to)
    .sort((a, b) => (a.fromAt < b.fromAt ? 1 : a.fromAt > b.fromAt ? -1 : 0))
    .slice(0, filter.limit);
  return { closures };
}
