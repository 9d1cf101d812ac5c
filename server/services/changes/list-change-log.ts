/** The public log: what changed and what was corrected, newest first, with who said so. */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import type { Change } from "#server/domain/change.ts";
import type { CrossingId, SourceLink } from "#server/domain/crossing.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import { SOURCE_KINDS, type Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { ChangeRow, toChange } from "./list-changes.ts";

export interface LogEntry {
  readonly change: Change;
  /** Whose report it was; null: time alone. */
  readonly source: Source | null;
  readonly links: readonly SourceLink[];
}

export interface ChangeLogInput {
  readonly slug: CrossingId | null;
  /** Only corrections and retractions. */
  readonly isCorrections: boolean;
  /** `next` of the page before. */
  readonly before: string | null;
  readonly limit: number;
  /** Changes seen by then; null: all. */
  readonly at: Instant | null;
}

const LogRow = ChangeRow.omit({ transaction: true }).extend({
  links: z.array(SourceLinkRow).nullable(),
  source_id: z.string().nullable(),
  source_kind: z.enum(SOURCE_KINDS).nullable(),
  source_name: z.string().nullable(),
  source_party: z.string().nullable(),
});

/** Of each crossing so many changes are looked through for corrections, which no index finds. */
const LOOKED_THROUGH = sql.raw("2000");

const CursorText = z
  .string()
  .regex(/^[A-Za-z0-9_-]{4,300}$/)
  .transform((text) => Buffer.from(text, "base64url").toString("utf8"))
  .pipe(z.string().regex(/^\S{20,30} [a-z0-9-]+ \d{1,15}$/));

function parseBefore(text: string) {
  const [at = "", crossingId = "", sequence = ""] =
    CursorText.safeParse(text).data?.split(" ") ?? [];
  try {
    return { at: parseInstant(at), crossingId, sequence: Number(sequence) };
  } catch {
    const message = "is no cursor of this list; leave it out to see the newest";
    throw invalidField({ path: "before", message });
  }
}

const writeBefore = ({ observedAt, crossingId, sequence }: Change): string =>
  Buffer.from(`${observedAt} ${crossingId} ${sequence}`).toString("base64url");

/** Rows after the cursor in the list's order: newest first, then by crossing, then the later number. */
function olderThan(before: string): SQL {
  const { at, crossingId, sequence } = parseBefore(before);
  return sql`observed_at <= ${at}::timestamptz and (observed_at < ${at}::timestamptz
    or crossing_id > ${crossingId} or (crossing_id = ${crossingId} and sequence < ${sequence}::bigint))`;
}

function toEntry(row: z.output<typeof LogRow>): LogEntry {
  const { source_id: id, source_kind: kind, source_name: name, source_party: party } = row;
  return {
    change: toChange(row),
    source: id === null || kind === null || name === null ? null : { id, kind, name, party },
    links: row.links ?? [],
  };
}

/**
 * Each crossing's newest are read by its index and merged, so that the log costs the same however long it is.
 * @returns `next`: cursor of the older ones; null when the list ends here
 * @throws DomainError `not_found`; `invalid` when `before` is no cursor
 */
export async function listChangeLog(
  ctx: ServiceContext,
  input: ChangeLogInput,
): Promise<{ entries: LogEntry[]; next: string | null }> {
  const { database } = ctx;
  const { slug, limit } = input;
  if (slug !== null) await getRegistered(database, slug, ctx.now);
  const where: SQL[] = [sql`crossing_id = c.id`];
  if (input.at !== null) where.push(sql`observed_at <= ${input.at}::timestamptz`);
  if (input.before !== null) where.push(olderThan(input.before));
  const newest = sql`select * from changes where ${sql.join(where, sql` and `)}
    order by observed_at desc, sequence desc limit ${input.isCorrections ? LOOKED_THROUGH : limit + 1}`;
  const corrected = sql`select * from (${newest}) n where exists (select from jsonb_array_elements(n.details) d
      where d->>'kind' in ('correction', 'retraction'))
    order by observed_at desc, sequence desc limit ${limit + 1}`;
  const rows = await selectRows(
    database,
    LogRow,
    sql`with x as (
        select n.* from crossings c cross join lateral (${input.isCorrections ? corrected : newest}) n
        where ${slug === null ? sql`true` : sql`c.id = ${slug}`}
        order by n.observed_at desc, n.crossing_id, n.sequence desc limit ${limit + 1})
      select x.id, x.crossing_id, x.sequence, x.at::text, x.observed_at::text, x.report_id, x.details, r.links,
        o.id as source_id, o.kind as source_kind, o.name as source_name, o.party as source_party
      from x
      left join lateral (select source_id, links from reports
        where crossing_id = x.crossing_id and id = x.report_id limit 1) r on true
      left join lateral (select * from sources where id = r.source_id limit 1) o on true
      order by x.observed_at desc, x.crossing_id, x.sequence desc`,
  );
  const entries = rows.slice(0, limit).map(toEntry);
  const last = entries.at(-1);
  return {
    entries,
    next: rows.length > limit && last !== undefined ? writeBefore(last.change) : null,
  };
}
