/**
 * Reports that come after newer ones, as a file of history brings them by the thousand. Each would have to be kept as a turn,
 * with the twenty that follow it, because nobody knows what lies around it. Where nothing is stored between the first and the
 * last of a group's late reports of a crossing, they are a piece of history of their own, and are judged by each other.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";

/** The newest word of each crossing before a group came; a crossing of which nothing was said is not in it. */
export type LastWords = ReadonlyMap<CrossingId, Instant>;

export function isLate({ crossingId, observedAt }: ReportDraft, lastWords: LastWords): boolean {
  const last = lastWords.get(crossingId);
  return last !== undefined && last > observedAt;
}

const Alone = z.object({ id: z.string() });

/**
 * The crossings whose late reports among `drafts` have none of the stored between them; their locks are held.
 * One that has a single late report is not among them: there is nothing to judge it by.
 */
export async function findPieces(
  tx: Transaction,
  drafts: readonly ReportDraft[],
  lastWords: LastWords,
): Promise<ReadonlySet<CrossingId>> {
  const late = Map.groupBy(
    drafts.filter((draft) => isLate(draft, lastWords)),
    ({ crossingId }) => crossingId,
  );
  const spans = [...late].flatMap(([id, of]) => {
    const at = of.map(({ observedAt }) => observedAt).sort();
    return of.length > 1 ? [{ id, from: at[0], to: at.at(-1) }] : [];
  });
  if (spans.length === 0) return new Set();
  const rows = await selectRows(
    tx,
    Alone,
    sql`select x.id from jsonb_to_recordset(${jsonParam(spans)}) as x(id text, "from" timestamptz, "to" timestamptz)
      where not exists (select from report_states s where s.crossing_id = x.id and s.published_at is not null
        and s.observed_at >= x."from" and s.observed_at <= x."to")`,
  );
  return new Set(rows.map(({ id }) => id));
}

const speaksOfLanes = ({ claims }: ReportDraft) =>
  claims.some(({ kind }) => kind === "state" || kind === "no_change");

/**
 * Those of the late reports after which the stored ones have to be looked at again: each that says something of lanes, but of
 * a piece of history only its last.
 */
export function lateEnds(
  published: readonly ReportDraft[],
  lastWords: LastWords,
  pieces: ReadonlySet<CrossingId>,
): ReportDraft[] {
  const late = published.filter((report) => isLate(report, lastWords));
  const speaking = new Set(late.filter(speaksOfLanes).map(({ crossingId }) => crossingId));
  const ends = new Map<CrossingId, ReportDraft>();
  for (const report of late) {
    if (!pieces.has(report.crossingId) || !speaking.has(report.crossingId)) continue;
    const before = ends.get(report.crossingId);
    if (before === undefined || before.observedAt <= report.observedAt) {
      ends.set(report.crossingId, report);
    }
  }
  return [
    ...late.filter((report) => !pieces.has(report.crossingId) && speaksOfLanes(report)),
    ...ends.values(),
  ];
}
