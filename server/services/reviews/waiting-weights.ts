/**
 * How urgent each waiting report is, kept by the process. Weighing one takes a derivation of its crossing, and the desk asks
 * again whenever anything moves: with thousands that wait, all are weighed once and then only what could have changed.
 *
 * What a report says never changes. What publishing it would change holds as long as nothing is written at its crossing
 * (its row of statuses has the same version), time alone does not turn the status, and for a while at most.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { addMs, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import type { Urgency } from "#server/domain/urgency.ts";
import { ReportRow, selectReports } from "../reports/list-reports.ts";
import { type Candidate, effectsOf, NOTHING_WEIGHED, toCandidate } from "./weigh-reports.ts";

/** A report's own age weighs a little too; its place in the queue may lag behind by so much. */
const KEEP_MS = 5 * MINUTE_MS;
/** Those that wait longest; more would not fit into anybody's day. */
const MAX_WAITING = sql.raw("10000");

interface Weight {
  readonly urgency: Urgency;
  readonly until: Instant;
}

interface KeptCrossing {
  /** Version of the crossing's row of statuses, which every publication and override writes. */
  version: string;
  readonly candidates: Map<string, Candidate>;
  readonly weights: Map<string, Weight>;
}

interface Kept {
  readonly crossings: Map<CrossingId, KeptCrossing>;
  /** The weighing that was asked for last: whoever asks meanwhile waits, and then finds most of it done. */
  last: Promise<unknown>;
}

const kept = new WeakMap<Database, Kept>();

export interface WaitingReport {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly urgency: Urgency;
  readonly candidate: Candidate;
}

const WaitingRow = z.object({
  id: z.string(),
  crossing_id: z.string(),
  received_at: z.string(),
  version: z.string(),
});
type WaitingRow = z.output<typeof WaitingRow>;

const CandidateRow = ReportRow.extend({ corrects_id: z.string().nullable() });

async function loadCandidates(
  database: Database,
  rows: readonly WaitingRow[],
  now: Instant,
): Promise<Candidate[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id, crossing_id }) => ({ id, crossing_id }));
  const loaded = await selectRows(
    database,
    CandidateRow,
    sql`select q.*, x.corrects_id
      from jsonb_to_recordset(${jsonParam(ids)}) as k(id uuid, crossing_id text)
      cross join lateral (${selectReports(sql`s.crossing_id = k.crossing_id and s.report_id = k.id limit 1`)}) q
      cross join lateral (select corrects_id from reports where crossing_id = k.crossing_id and id = k.id limit 1) x`,
  );
  return loaded.map((row) => toCandidate(row, now));
}

/** What is kept of a crossing, less what no longer waits and what was weighed before something was written there. */
function refresh(crossings: Kept["crossings"], rows: readonly WaitingRow[]): void {
  const byCrossing = Map.groupBy(rows, (row) => row.crossing_id);
  for (const id of crossings.keys()) if (!byCrossing.has(id)) crossings.delete(id);
  for (const [id, waiting] of byCrossing) {
    const version = waiting[0]?.version ?? "";
    const crossing = crossings.get(id) ?? { version, candidates: new Map(), weights: new Map() };
    crossings.set(id, crossing);
    if (crossing.version !== version) crossing.weights.clear();
    crossing.version = version;
    const ids = new Set(waiting.map((row) => row.id));
    for (const gone of crossing.candidates.keys()) {
      if (ids.has(gone)) continue;
      crossing.candidates.delete(gone);
      crossing.weights.delete(gone);
    }
  }
}

async function weighMissing(
  database: Database,
  crossings: Kept["crossings"],
  now: Instant,
): Promise<void> {
  const stale = [...crossings.values()].flatMap(({ candidates, weights }) =>
    [...candidates.values()].filter(({ report }) => {
      const weight = weights.get(report.id);
      return weight === undefined || weight.until <= now;
    }),
  );
  const longest = addMs(now, KEEP_MS);
  for (const [id, { effect, nextChangeAt }] of await effectsOf(database, stale, now)) {
    const until = nextChangeAt !== null && nextChangeAt < longest ? nextChangeAt : longest;
    for (const { candidates, weights } of crossings.values()) {
      if (candidates.has(id)) weights.set(id, { urgency: effect.urgency, until });
    }
  }
}

async function weigh(database: Database, { crossings }: Kept, now: Instant) {
  const rows = await selectRows(
    database,
    WaitingRow,
    sql`select s.report_id as id, s.crossing_id, s.received_at::text, coalesce(k.xmin::text, '') as version
      from report_states s left join statuses k on k.crossing_id = s.crossing_id
      where s.state in ('received', 'in_review') and s.publish_at is null
      order by s.received_at, s.report_id limit ${MAX_WAITING}`,
  );
  refresh(crossings, rows);
  const isNew = (row: WaitingRow) => !crossings.get(row.crossing_id)?.candidates.has(row.id);
  for (const candidate of await loadCandidates(database, rows.filter(isNew), now)) {
    crossings.get(candidate.report.crossingId)?.candidates.set(candidate.report.id, candidate);
  }
  await weighMissing(database, crossings, now);
  return rows.flatMap((row): WaitingReport[] => {
    const crossing = crossings.get(row.crossing_id);
    const candidate = crossing?.candidates.get(row.id);
    if (candidate === undefined) return [];
    const urgency = crossing?.weights.get(row.id)?.urgency ?? NOTHING_WEIGHED.urgency;
    return [{ id: row.id, receivedAt: readInstant(row.received_at), urgency, candidate }];
  });
}

/** Every report that waits, weighed; whoever waits longest first. */
export function weighWaiting(database: Database, now: Instant): Promise<WaitingReport[]> {
  const own = kept.get(database) ?? { crossings: new Map(), last: Promise.resolve() };
  kept.set(database, own);
  const next = own.last.then(() => weigh(database, own, now));
  own.last = next.catch(() => undefined);
  return next;
}
