/**
 * Takes published reports out of what stands today, in the transaction that retracts or corrects them. The reports, their
 * claims and their events stay: whoever asks what was known before finds them as they were.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { type Claim, TRACKS, type Track } from "#server/domain/claim.ts";
import type { Crossing, LaneId } from "#server/domain/crossing.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { deriveFigures } from "./derive-figures.ts";

export interface Withdrawal {
  readonly crossingId: string;
  readonly reportId: string;
  readonly state: "retracted" | "superseded";
  /** Why it was retracted; the id of the report that supersedes it. */
  readonly reason: string;
  readonly at: Instant;
  readonly accountId: string | null;
}

/**
 * Withdraws a report of a locked crossing and leaves an event.
 * @returns false when it had been withdrawn before
 */
export async function withdrawReport(tx: Transaction, input: Withdrawal): Promise<boolean> {
  const { crossingId, reportId, state, at } = input;
  // Of a superseded report the desk's own reason is kept: its reporter still reads why it was sent back.
  const reason = state === "retracted" ? sql`${input.reason}` : sql`reason`;
  const withdrawn = await tx.execute(sql`
    update report_states set state = ${state}, withdrawn_at = ${at}::timestamptz, publish_at = null, reason = ${reason}
    where crossing_id = ${crossingId} and report_id = ${reportId}::uuid and withdrawn_at is null
    returning report_id`);
  if (withdrawn.length === 0) return false;
  await tx.execute(sql`
    insert into review_events (crossing_id, report_id, ordinal, state, at, account_id, reason)
    select ${crossingId}, ${reportId}::uuid, coalesce(max(ordinal), 0) + 1, ${state}, ${at}::timestamptz,
      ${input.accountId}::uuid, ${input.reason}
    from review_events where crossing_id = ${crossingId} and report_id = ${reportId}::uuid`);
  return true;
}

/** So many reports before and after are looked through; a word that is farther away keeps nothing alive. */
const LOOKED_THROUGH = sql.raw("2000");

interface Word {
  readonly lane: LaneId;
  readonly track: Track;
}

/** What a report says of lanes; "nothing changed" may have said anything. */
function wordsOf(claims: readonly Claim[], crossing: Crossing): Word[] {
  if (claims.some(({ kind }) => kind === "no_change")) {
    return crossing.lanes.flatMap(({ id }) => TRACKS.map((track) => ({ lane: id, track })));
  }
  return claims.flatMap((claim) =>
    claim.kind === "state" ? claim.lanes.map((lane) => ({ lane, track: claim.track })) : [],
  );
}

/**
 * What a withdrawn report had said may have made its neighbours mere repetitions. Now the next word about each of its lanes
 * is a turn, and so is what its source had said before, which a later "nothing changed" renews.
 */
async function markNeighbours(
  tx: Transaction,
  report: ReportDraft,
  crossing: Crossing,
): Promise<void> {
  const words = wordsOf(report.claims, crossing);
  if (words.length === 0) return;
  const { observedAt, source } = report;
  const stands = sql`crossing_id = ${crossing.id} and published_at is not null and withdrawn_at is null`;
  const saysSo = sql`exists (select from claims c where c.crossing_id = ${crossing.id} and c.report_id = n.report_id
    and c.kind = 'state' and c.body @> jsonb_build_object('lanes', jsonb_build_array(w.lane), 'track', w.track))`;
  await tx.execute(sql`
    with w as (select * from jsonb_to_recordset(${jsonParam(words)}) as x(lane text, track text))
    update report_states s set is_turning = true
    where s.crossing_id = ${crossing.id} and not s.is_turning and s.report_id in (
      select f.report_id from w cross join lateral (
        select n.report_id from (select report_id, observed_at from report_states
            where ${stands} and observed_at >= ${observedAt}::timestamptz order by observed_at limit ${LOOKED_THROUGH}) n
        where ${saysSo} order by n.observed_at limit 1) f
      union
      select b.report_id from w cross join lateral (
        select n.report_id from (select report_id, observed_at, source_id from report_states
            where ${stands} and observed_at <= ${observedAt}::timestamptz order by observed_at desc limit ${LOOKED_THROUGH}) n
        where n.source_id = ${source.id} and ${saysSo} order by n.observed_at desc limit 1) b)`);
}

/** What follows for figures and turns when published reports of a locked crossing have been withdrawn. */
export async function followWithdrawal(
  tx: Transaction,
  withdrawn: readonly ReportDraft[],
  crossing: Crossing,
  now: Instant,
): Promise<void> {
  await deriveFigures(tx, withdrawn, now);
  for (const report of withdrawn) await markNeighbours(tx, report, crossing);
}

const StandingRow = z.object({ correction: z.string(), id: z.string() });

/**
 * The report that still stands and that each of these takes the place of: the nearest in its line, as versions between them
 * may never have been published.
 */
export async function findCorrected(
  database: Database | Transaction,
  published: readonly Pick<ReportDraft, "id" | "crossingId">[],
): Promise<Map<string, string>> {
  const ids = published.map(({ id, crossingId }) => ({ id, crossing_id: crossingId }));
  if (published.length === 0) return new Map();
  const rows = await selectRows(
    database,
    StandingRow,
    sql`with recursive up as (
        select r.crossing_id, r.id as correction, r.corrects_id as id
        from jsonb_to_recordset(${jsonParam(ids)}) as p(id uuid, crossing_id text)
        cross join lateral (select * from reports where crossing_id = p.crossing_id and id = p.id limit 1) r
        where r.corrects_id is not null
        union all
        select up.crossing_id, up.correction, r.corrects_id
        from up cross join lateral (select corrects_id from reports
          where crossing_id = up.crossing_id and id = up.id limit 1) r
        where r.corrects_id is not null)
      select up.correction, up.id from up cross join lateral (select from report_states
        where crossing_id = up.crossing_id and report_id = up.id and withdrawn_at is null and published_at is not null
        limit 1) s`,
  );
  return new Map(rows.map((row) => [row.correction, row.id]));
}
