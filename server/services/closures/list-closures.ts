import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { deriveClosures } from "#server/domain/derive-closures.ts";
import { type Known, reportsKnown } from "#server/domain/report.ts";
import { EARLIEST_OBSERVED_AT } from "#server/domain/report-input.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered, listCrossings } from "../crossings/find-crossings.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { loadTurningReports } from "../status/load-reports.ts";

export interface ClosuresFilter {
  readonly slug: CrossingId | null;
  /** Closures that overlap `[from, to)`. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly at: Instant | null;
  readonly known: Known;
  /** `next` of the page before. */
  readonly before?: string | null;
  readonly limit: number;
}

const LIST = "closures";

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
  if (filter.before != null) {
    const { at, id } = readCursor(LIST, filter.before);
    where.push(sql`(from_at < ${at}::timestamptz
      or (from_at = ${at}::timestamptz and crossing_id > ${id}))`);
  }
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
  return deriveClosures({ crossing, reports: known, from: EARLIEST_OBSERVED_AT, to: view.at, now });
}

/** Newest first, and by crossing where they began together: the order of what is stored. */
function compareNewest(a: Closure, b: Closure): number {
  if (a.fromAt !== b.fromAt) return a.fromAt < b.fromAt ? 1 : -1;
  return a.crossingId < b.crossingId ? -1 : 1;
}

/** A page, and the cursor of the one after it while there may be one. */
function toPage(closures: Closure[], limit: number) {
  const last = closures.length === limit ? closures.at(-1) : undefined;
  const next =
    last === undefined ? null : writeCursor(LIST, { at: last.fromAt, id: last.crossingId });
  return { closures, next };
}

/**
 * Closures, newest first, at most `limit`.
 * @throws DomainError `not_found` for an unknown crossing, `invalid` for a cursor from elsewhere
 */
export async function listClosures(
  ctx: ServiceContext,
  filter: ClosuresFilter,
): Promise<{ closures: Closure[]; next: string | null }> {
  const { database, now } = ctx;
  const only = filter.slug === null ? null : await getRegistered(database, filter.slug, now);
  if (filter.at === null) return toPage(await listStored(ctx, filter), filter.limit);
  const before = filter.before == null ? null : readCursor(LIST, filter.before);
  const crossings = only === null ? await listCrossings(database, now) : [only];
  const view = { at: filter.at, known: filter.known };
  const all = await Promise.all(crossings.map((crossing) => deriveAt(ctx, crossing, view)));
  const closures = all
    .flat()
    .filter((c) => filter.from === null || c.toAt > filter.from)
    .filter((c) => filter.to === null || c.fromAt < filter.to)
    .filter(
      (c) =>
        before === null ||
        c.fromAt < before.at ||
        (c.fromAt === before.at && c.crossingId > before.id),
    )
    .sort(compareNewest)
    .slice(0, filter.limit);
  return toPage(closures, filter.limit);
}
