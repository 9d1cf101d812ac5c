/**
 * What the record says of the crossings of a board. All of it is read for every corridor together, and as far back as
 * the board tells: an open board asks again with every change.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { type Corridor, corridorLane } from "#server/domain/corridor.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { deriveTimelines } from "#server/domain/derive-closures.ts";
import type { LaneRibbon } from "#server/domain/history.ts";
import { toRibbon } from "#server/domain/lane-timeline.ts";
import { EARLIEST_OBSERVED_AT } from "#server/domain/report-input.ts";
import type { LaneStatus } from "#server/domain/status.ts";
import { addMs, DAY_MS, type Instant, msBetween, type TimeBound } from "#server/domain/time.ts";
import type { SeenAndReceived } from "#server/domain/word-coverage.ts";
import {
  type ClosureSurvival,
  closuresReader,
  getClosureSurvival,
} from "../closures/get-closure-survival.ts";
import type { ServiceContext } from "../context.ts";
import { loadTurningReportsSince } from "../status/load-reports.ts";

/** Closures are told of the last year. */
export const CLOSURE_DAYS = 365;
/** A lag needs more words than a week may have. */
const LAG_DAYS = 30;
/** Of each crossing, so that a busy one leaves the words of the others. */
const MAX_WORDS = 5_000;

const WordRow = z.object({
  crossing_id: z.string(),
  observed_at: z.string(),
  received_at: z.string(),
});

/** When words of the last days were seen and received, by crossing. */
export async function readWords(
  database: Database,
  crossingIds: readonly CrossingId[],
  now: Instant,
): Promise<Map<CrossingId, SeenAndReceived[]>> {
  const rows = await selectRows(
    database,
    WordRow,
    sql`select k.id as crossing_id, w.observed_at::text, w.received_at::text
      from (select jsonb_array_elements_text(${jsonParam(crossingIds)}) as id) k,
      lateral (select s.observed_at, s.received_at from report_states s
        where s.crossing_id = k.id and s.state = 'published'
          and s.published_at is not null and s.observed_at <= ${now}::timestamptz
          and s.observed_at > ${addMs(now, -LAG_DAYS * DAY_MS)}::timestamptz
        order by s.observed_at desc limit ${sql.raw(String(MAX_WORDS))}) w`,
  );
  const words = rows.map((row) => ({
    crossingId: row.crossing_id,
    observedAt: readInstant(row.observed_at),
    receivedAt: readInstant(row.received_at),
  }));
  return Map.groupBy(words, ({ crossingId }) => crossingId);
}

/** The day that a closure has reached, the first being 1: the same day by which the board tells its hours. */
const dayReached = (since: TimeBound, now: Instant): number =>
  Math.max(1, Math.floor(msBetween(since.latestAt, now) / DAY_MS) + 1);

/**
 * Asks how much longer a lane stays closed: of each lane once, in however many corridors it is, and of all closures as
 * they were read once.
 */
export function survivalReader(ctx: ServiceContext) {
  const closuresOf = closuresReader(ctx, { at: null, known: "now" });
  const asked = new Map<string, Promise<ClosureSurvival>>();
  return (crossingId: CrossingId, lane: LaneStatus): Promise<ClosureSurvival> => {
    const key = `${crossingId} ${lane.lane}`;
    const day = lane.since === null ? null : dayReached(lane.since, ctx.now);
    const question = { slug: crossingId, cause: null, day, at: null, known: "now" as const };
    const survival = asked.get(key) ?? getClosureSurvival(ctx, question, closuresOf);
    asked.set(key, survival);
    return survival;
  };
}

/** The lanes of the corridors over the longest span that is told, and before it as far as a closure that reaches into it. */
export async function readRibbons(
  { database, now }: ServiceContext,
  crossings: readonly Crossing[],
  corridors: readonly Corridor[],
): Promise<Map<CrossingId, LaneRibbon[]>> {
  const ids = crossings.map(({ id }) => id);
  const since = addMs(now, -CLOSURE_DAYS * DAY_MS);
  const reports = await loadTurningReportsSince(database, ids, since);
  const lanes = new Set(corridors.map(corridorLane));
  return new Map(
    crossings.map((crossing) => {
      const shown = { ...crossing, lanes: crossing.lanes.filter(({ id }) => lanes.has(id)) };
      const known = reports.get(crossing.id) ?? [];
      const span = { crossing: shown, reports: known, from: EARLIEST_OBSERVED_AT, to: now, now };
      const ribbons = deriveTimelines(span).map(({ lane, segments }) => ({
        lane,
        segments: toRibbon(segments),
      }));
      return [crossing.id, ribbons];
    }),
  );
}
