/**
 * The published reports that a status at an instant can depend on; never the whole history.
 *
 * For each crossing: the newest turning reports (those that said something new of a lane's state), the newest
 * reports of any kind, what holds beyond the instant, each source's newest figures, and, for a past instant,
 * what came next (rule 7).
 */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import { type Claim, METRICS } from "#server/domain/claim.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import { MAX_FUTURE_MS } from "#server/domain/report-input.ts";
import { SOURCE_KINDS } from "#server/domain/source.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";

/** Covers the widest figure window (48 h) and the record's least exact current figures (a week). */
export const FIGURE_REACH_MS = 9 * DAY_MS;
const NEWEST = 40;
const TURNING_NOW = 80;
const TURNING_PAST = 600;
const TURNING_AFTER = 80;

/** In the text of the statement: a planner that must guess a limit reads whole tables. */
const count = (rows: number): SQL => sql.raw(String(rows));

const Row = z.object({
  crossing_id: z.string(),
  id: z.string(),
  source_id: z.string(),
  source_kind: z.enum(SOURCE_KINDS),
  source_name: z.string(),
  source_party: z.string().nullable(),
  observed_at: z.string(),
  received_at: z.string(),
  published_at: z.string(),
  withdrawn_at: z.string().nullable(),
  links: z.array(SourceLinkRow),
  claims: z.array(z.unknown()),
});

/** Claims are written only by insertReports, from the core's own type, and never changed after. */
const asClaims = (bodies: readonly unknown[]): Claim[] => bodies as Claim[];

function toReport(row: z.output<typeof Row>): PublishedReport {
  return {
    id: row.id,
    crossingId: row.crossing_id,
    source: {
      id: row.source_id,
      kind: row.source_kind,
      name: row.source_name,
      party: row.source_party,
    },
    observedAt: readInstant(row.observed_at),
    receivedAt: readInstant(row.received_at),
    publishedAt: readInstant(row.published_at),
    withdrawnAt: readNullableInstant(row.withdrawn_at),
    claims: asClaims(row.claims),
    links: row.links,
  };
}

/** `limit 1` makes the planner look up each by its key: it expects many more than there are, and would read all. */
async function loadWanted(
  database: Database | Transaction,
  wanted: SQL,
): Promise<Map<CrossingId, PublishedReport[]>> {
  const rows = await selectRows(
    database,
    Row,
    sql`
      with wanted as materialized (${wanted})
      select r.crossing_id, r.id, r.links, r.claims, r.observed_at::text, r.received_at::text,
        s.published_at::text, s.withdrawn_at::text,
        o.id as source_id, o.kind as source_kind, o.name as source_name, o.party as source_party
      from wanted w
      cross join lateral (select * from reports where crossing_id = w.crossing_id and id = w.report_id limit 1) r
      cross join lateral (select * from report_states where crossing_id = w.crossing_id and report_id = w.report_id
        limit 1) s
      join sources o on o.id = r.source_id`,
  );
  return Map.groupBy(rows.map(toReport), (report) => report.crossingId);
}

/** How far a device's clock may run ahead (see report-input): such a report counts when its instant has come. */
const AHEAD_MS = MAX_FUTURE_MS;

/** The claims of a past instant's figures, from all of the days before it. */
const pastFigures = (at: Instant): SQL => sql`
  select distinct on (s.source_id, c.metric, c.side, c.lane) s.report_id
  from (select unnest(${sql.raw(`array['${METRICS.join("','")}']`)}) as metric) m
  join claims c on c.crossing_id = k.id and c.kind = 'count' and c.metric = m.metric
    and c.observed_at <= ${at}::timestamptz and c.observed_at >= ${addMs(at, -FIGURE_REACH_MS)}::timestamptz
  join report_states s on s.crossing_id = c.crossing_id and s.report_id = c.report_id
  where s.published_at is not null
  order by s.source_id, c.metric, c.side, c.lane, c.observed_at desc`;

const presentFigures = (at: Instant): SQL => sql`
  select report_id from newest_figures
  where crossing_id = k.id and observed_at >= ${addMs(at, -FIGURE_REACH_MS)}::timestamptz`;

/**
 * @param view.now decides whether `at` is past: then what came after it matters, and every figure of the days
 *   before is looked through; for the present each source's newest is kept at hand
 */
export function loadReports(
  database: Database | Transaction,
  view: {
    readonly crossingIds: readonly CrossingId[];
    readonly at: Instant;
    readonly now: Instant;
  },
): Promise<Map<CrossingId, PublishedReport[]>> {
  const isPast = view.at < view.now;
  const at = isPast ? view.at : addMs(view.at, AHEAD_MS);
  const after = isPast
    ? sql`union (select report_id from report_states
        where crossing_id = k.id and published_at is not null and is_turning and observed_at > ${at}::timestamptz
        order by observed_at limit ${count(TURNING_AFTER)})`
    : sql``;
  return loadWanted(
    database,
    sql`
      select k.id as crossing_id, w.report_id
      from (select jsonb_array_elements_text(${jsonParam(view.crossingIds)}) as id) k,
      lateral (
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null and is_turning and observed_at <= ${at}::timestamptz
          order by observed_at desc limit ${count(isPast ? TURNING_PAST : TURNING_NOW)})
        union
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null and observed_at <= ${at}::timestamptz
          order by observed_at desc limit ${count(NEWEST)})
        union
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null and holds_until_at > ${view.at}::timestamptz
            and observed_at <= ${at}::timestamptz
          order by holds_until_at desc limit ${count(TURNING_PAST)})
        union
        (${isPast ? pastFigures(at) : presentFigures(at)})
        ${after}
      ) w`,
  );
}

/**
 * Every turning report of a crossing, and its newest of any kind: what its whole history of states and closures
 * is made of.
 */
export async function loadTurningReports(
  database: Database | Transaction,
  crossingId: CrossingId,
): Promise<PublishedReport[]> {
  const byCrossing = await loadWanted(
    database,
    sql`(select crossing_id, report_id from report_states
        where crossing_id = ${crossingId} and published_at is not null and is_turning)
      union
      (select crossing_id, report_id from report_states
        where crossing_id = ${crossingId} and published_at is not null
        order by observed_at desc limit ${count(NEWEST)})`,
  );
  return byCrossing.get(crossingId) ?? [];
}

/**
 * The turning reports seen since an instant, and what the states of lanes at it can depend on: together all that any
 * state since then can.
 */
export function loadTurningReportsSince(
  database: Database | Transaction,
  crossingIds: readonly CrossingId[],
  from: Instant,
): Promise<Map<CrossingId, PublishedReport[]>> {
  return loadWanted(
    database,
    sql`
      select k.id as crossing_id, w.report_id
      from (select jsonb_array_elements_text(${jsonParam(crossingIds)}) as id) k,
      lateral (
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null and is_turning and observed_at > ${from}::timestamptz)
        union
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null and is_turning and observed_at <= ${from}::timestamptz
          order by observed_at desc limit ${count(TURNING_PAST)})
        union
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null and holds_until_at > ${from}::timestamptz
            and observed_at <= ${from}::timestamptz
          order by holds_until_at desc limit ${count(TURNING_PAST)})
        union
        (select report_id from report_states
          where crossing_id = k.id and published_at is not null
          order by observed_at desc limit ${count(NEWEST)})
      ) w`,
  );
}

/**
 * The published reports seen in `(from, to]`, and what a status at either end can depend on: together all that any
 * status between them can.
 * @returns the reports, and the crossings of which more than `maxReports` were seen in it: theirs are not whole
 */
export async function loadReportsThrough(
  database: Database | Transaction,
  period: {
    readonly crossingIds: readonly CrossingId[];
    readonly from: Instant;
    readonly to: Instant;
    readonly now: Instant;
    readonly maxReports: number;
  },
): Promise<{
  readonly reports: Map<CrossingId, PublishedReport[]>;
  readonly tooMany: ReadonlySet<CrossingId>;
}> {
  const { crossingIds, from, to, now, maxReports } = period;
  const [before, within, after] = await Promise.all([
    loadReports(database, { crossingIds, at: from, now }),
    loadWanted(
      database,
      sql`
      select k.id as crossing_id, w.report_id
      from (select jsonb_array_elements_text(${jsonParam(crossingIds)}) as id) k,
      lateral (select report_id from report_states
        where crossing_id = k.id and published_at is not null
          and observed_at > ${from}::timestamptz and observed_at <= ${to}::timestamptz
        order by observed_at limit ${count(maxReports + 1)}) w`,
    ),
    loadReports(database, { crossingIds, at: to, now }),
  ]);
  const whole = crossingIds.map((id): [CrossingId, PublishedReport[]] => {
    const all = [before, within, after].flatMap((of) => of.get(id) ?? []);
    return [id, [...new Map(all.map((report) => [report.id, report])).values()]];
  });
  return {
    reports: new Map(whole),
    tooMany: new Set(crossingIds.filter((id) => (within.get(id)?.length ?? 0) > maxReports)),
  };
}
