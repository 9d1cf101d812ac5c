/** Crossings per day: what was said of each local day, and what is usual for its weekday. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { dayRuns, dayStart } from "#server/domain/calendar-day.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { addMs, DAY_MS, earlierOf, type Instant } from "#server/domain/time.ts";
import {
  deriveTraffic,
  type Traffic,
  type TrafficMetric,
  USUAL_WEEKS,
} from "#server/domain/usual-traffic.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "./find-crossings.ts";
import { standing } from "./points-known-then.ts";

const MAX_SOURCES = 12;

const Row = z.object({
  day: z.number(),
  low: z.number(),
  best: z.number().nullable(),
  high: z.number().nullable(),
  sources: z.array(z.string()),
});

/**
 * @param input.knownAt only what the public knew at this instant; null: what is known now
 * @throws DomainError `not_found`
 */
export async function getTraffic(
  ctx: ServiceContext,
  input: {
    readonly slug: CrossingId;
    readonly metric: TrafficMetric;
    readonly from: Instant;
    readonly to: Instant;
    readonly end: Instant;
    readonly knownAt: Instant | null;
  },
): Promise<Traffic> {
  const { database } = ctx;
  const { metric, end, knownAt } = input;
  const crossing = await getRegistered(database, input.slug, ctx.now);
  const [{ zone }] = crossing.sides;
  const runs = dayRuns({ from: earlierOf(input.from, end), to: earlierOf(input.to, end) }, zone);
  const first = runs.firsts[0] ?? runs.last;
  const from = addMs(dayStart(first, zone), runs.runDays === 1 ? -USUAL_WEEKS * 7 * DAY_MS : 0);
  const to = dayStart(runs.last + 1, zone);
  // Each source's newest word of a day, then their range; the same rules as for a history (count-figures.ts).
  const rows = await selectRows(
    database,
    Row,
    sql`select day, min(low)::int as low, case when bool_or(high is null) then null else max(high)::int end as high,
        (array_agg(best order by observed_at desc) filter (where best is not null))[1]::int as best,
        (array_agg(distinct source_name order by source_name))[1:${sql.raw(String(MAX_SOURCES))}] as sources
      from (
        select distinct on (day, source_id) * from (
          select ((c.observed_at at time zone ${zone}::text)::date - date '1970-01-01') as day, c.observed_at,
            o.id as source_id, o.name as source_name, c.low, c.high,
            case when c.body ->> 'basis' = 'counted' and o.party is null
              then coalesce(c.best, case when c.low = c.high then c.low end) end as best
          from claims c
          join report_states s on s.crossing_id = c.crossing_id and s.report_id = c.report_id
          join sources o on o.id = s.source_id
          where c.crossing_id = ${crossing.id} and c.kind = 'count' and c.metric = ${metric}
            and c.side is null and c.lane is null
            and c.observed_at >= ${from}::timestamptz and c.observed_at < ${to}::timestamptz
            and c.observed_at <= ${end}::timestamptz and ${standing(knownAt)}
            and coalesce(c.body -> 'period' ->> 'precision', 'instant') not in ('week', 'month', 'year')
        ) placed
        order by day, source_id, observed_at desc
      ) newest
      group by day`,
  );
  const days = deriveTraffic(rows, runs);
  const shown = rows.filter(({ day }) => day >= first);
  const sources = [...new Set(shown.flatMap((row) => row.sources))].sort().slice(0, MAX_SOURCES);
  return { metric, zone, runDays: runs.runDays, days, sources };
}
