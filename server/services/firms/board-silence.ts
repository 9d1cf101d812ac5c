import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import type { LaneStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { longestSilence } from "#server/domain/word-coverage.ts";

/** A stretch in which nobody said anything of a crossing for longer than a word counts. */
export interface Silence {
  readonly from: Instant;
  readonly to: Instant;
}

export type SilenceOf = (crossing: Crossing, lane: LaneStatus | null) => Silence | null;

const Row = z.object({
  crossing_id: z.string(),
  since: z.string(),
  from_at: z.string(),
  to_at: z.string(),
});

/** Since when a lane is as it is; null: nobody knows how it is. */
const sinceOf = (lane: LaneStatus | null): Instant | null =>
  lane === null || lane.value === "unknown" ? null : (lane.since?.latestAt ?? null);

/**
 * The longest silences since lanes are as they are, of all lanes of a board at once: of each the two words that are
 * furthest apart. Whether that was too long a time is for `longestSilence` to say.
 */
export async function readSilences(
  database: Database,
  lanes: readonly { readonly crossingId: CrossingId; readonly lane: LaneStatus | null }[],
  now: Instant,
): Promise<SilenceOf> {
  const asked = lanes.flatMap(({ crossingId, lane }) => {
    const since = sinceOf(lane);
    return since === null ? [] : [{ id: crossingId, since }];
  });
  const rows = await selectRows(
    database,
    Row,
    sql`select k.id as crossing_id, k.since::text, w.from_at::text, w.to_at::text
      from (select distinct id, since from jsonb_to_recordset(${jsonParam(asked)}) as j(id text, since timestamptz)) k,
      lateral (select g.from_at, g.to_at from (
          select lag(s.observed_at, 1, k.since) over (order by s.observed_at) as from_at, s.observed_at as to_at
          from report_states s where s.crossing_id = k.id and s.state = 'published' and s.published_at is not null
            and s.observed_at > k.since and s.observed_at <= ${now}::timestamptz) g
        order by g.to_at - g.from_at desc, g.to_at limit 1) w`,
  );
  const found = new Map(rows.map((row) => [`${row.crossing_id} ${readInstant(row.since)}`, row]));
  return ({ id, expectedIntervalMinutes: intervalMinutes }, lane) => {
    const since = sinceOf(lane);
    const row = since === null ? undefined : found.get(`${id} ${since}`);
    if (since === null || row === undefined) return null;
    const words = [readInstant(row.from_at), readInstant(row.to_at)];
    return longestSilence(words, { from: since, to: now, intervalMinutes });
  };
}
