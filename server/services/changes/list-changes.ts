import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Change, ChangeDetail } from "#server/domain/change.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";

export const ChangeRow = z.object({
  id: z.string(),
  crossing_id: z.string(),
  sequence: z.coerce.number(),
  at: z.string(),
  observed_at: z.string(),
  report_id: z.string().nullable(),
  details: z.array(z.unknown()),
  transaction: z.string(),
});

/** Details are written only by appendChanges, from the core's own type. */
const asDetails = (details: readonly unknown[]): ChangeDetail[] => details as ChangeDetail[];

export function toChange(row: Omit<z.output<typeof ChangeRow>, "transaction">): Change {
  return {
    id: row.id,
    crossingId: row.crossing_id,
    sequence: row.sequence,
    at: readInstant(row.at),
    observedAt: readInstant(row.observed_at),
    reportId: row.report_id,
    details: asDetails(row.details),
  };
}

interface Cursor {
  readonly transaction: string;
  readonly crossingId: string;
  readonly sequence: number;
}

const CursorText = z
  .string()
  .regex(/^[A-Za-z0-9_-]{4,300}$/)
  .transform((text) => Buffer.from(text, "base64url").toString("utf8"))
  .pipe(z.string().regex(/^\d{1,19} [a-z0-9-]+ \d{1,15}$/));

function parseCursor(text: string): Cursor {
  const parsed = CursorText.safeParse(text);
  const [transaction, crossingId, sequence] = parsed.data?.split(" ") ?? [];
  if (transaction === undefined || crossingId === undefined || sequence === undefined) {
    throw new DomainError(
      "invalid",
      "after: is no cursor of this list; leave it out to start from the beginning",
      {
        fields: [{ path: "after", message: "is no cursor of this list" }],
      },
    );
  }
  return { transaction, crossingId, sequence: Number(sequence) };
}

const writeCursor = (row: z.output<typeof ChangeRow>): string =>
  Buffer.from(`${row.transaction} ${row.crossing_id} ${row.sequence}`).toString("base64url");

export interface ChangesInput {
  /** `next` of the page before. Without it: from the beginning. */
  readonly after: string | null;
  readonly slug: CrossingId | null;
  readonly limit: number;
  /** Changes that had come to be known by then; null: all. */
  readonly at: Instant | null;
}

/**
 * Changes in the order in which they became visible, oldest first, and the cursor to go on from.
 *
 * Transactions that are still under way may commit an earlier number later; so a page ends before the oldest of
 * them, and a reader who follows `next` misses none and sees none twice.
 * @returns `next` is the last cursor, also when the list has ended: ask again with it later
 */
export async function listChanges(
  ctx: ServiceContext,
  input: ChangesInput,
): Promise<{ changes: Change[]; next: string | null }> {
  const { database } = ctx;
  if (input.slug !== null) await getRegistered(database, input.slug, ctx.now);
  const where: SQL[] = [sql`transaction < pg_snapshot_xmin(pg_current_snapshot())`];
  if (input.slug !== null) where.push(sql`crossing_id = ${input.slug}`);
  if (input.at !== null) where.push(sql`at <= ${input.at}::timestamptz`);
  if (input.after !== null) {
    const { transaction, crossingId, sequence } = parseCursor(input.after);
    where.push(
      sql`(transaction, crossing_id, sequence) > (${transaction}::xid8, ${crossingId}, ${sequence}::bigint)`,
    );
  }
  const rows = await selectRows(
    database,
    ChangeRow,
    sql`select id, crossing_id, sequence, at::text, observed_at::text, report_id, details, transaction::text
      from changes where ${sql.join(where, sql` and `)}
      order by transaction, crossing_id, sequence limit ${input.limit}`,
  );
  const last = rows.at(-1);
  return {
    changes: rows.map(toChange),
    next: last === undefined ? input.after : writeCursor(last),
  };
}

/** The newest changes of a crossing, or of all, newest first: what a page shows. */
export async function listLatestChanges(
  ctx: ServiceContext,
  input: {
    readonly slug: CrossingId | null;
    readonly limit: number;
    readonly at: Instant | null;
    /** Number of the last change of the page before, to go on from it; only with `slug`. */
    readonly before: number | null;
  },
): Promise<{ changes: Change[] }> {
  const { database } = ctx;
  if (input.slug !== null) await getRegistered(database, input.slug, ctx.now);
  const where: SQL[] = [sql`true`];
  if (input.slug !== null) where.push(sql`crossing_id = ${input.slug}`);
  if (input.at !== null) where.push(sql`observed_at <= ${input.at}::timestamptz`);
  if (input.before !== null) {
    where.push(sql`(observed_at, sequence) < (select observed_at, sequence from changes
      where crossing_id = ${input.slug} and sequence = ${input.before})`);
  }
  const rows = await selectRows(
    database,
    ChangeRow,
    sql`select id, crossing_id, sequence, at::text, observed_at::text, report_id, details, transaction::text
      from changes where ${sql.join(where, sql` and `)}
      order by observed_at desc, crossing_id, sequence desc limit ${input.limit}`,
  );
  return { changes: rows.map(toChange) };
}
