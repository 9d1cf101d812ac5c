/**
 * A history chart over a hundred thousand reports and over ten million. Reports are made by SQL, as the services would
 * store them; on a machine that cannot store ten million in the time there is, as many as it can, and the table says so.
 */
import type postgres from "postgres";
import { figure, median, type Result } from "./result.ts";
import type { Bench, Stage } from "./stage.ts";

const FEW = 100_000;
const MANY = 10_000_000;
const CHUNK = 100_000;
const SEED_LIMIT_MS = 900_000;
const SPANS_DAYS = [30, 365];
const ASKED = 15;
const MAX_RATIO = 3;
const MAX_POINTS = 400;
const DAY_MS = 86_400_000;

/** A part of the year: from and to as shares of it. */
type Slice = readonly [number, number];
const WHOLE_YEAR: Slice = [0, 1];

/** Foreign keys are checked by triggers for each row; these rows are right by the way they are made. */
const UNCHECKED = "set local session_replication_role = replica";
/** Ids begin with their time, as those that senders make do (UUIDv7), and are stored in its order, as they come. */
const SEED = `
  with places as (
    select row_number() over (order by c.id) - 1 as n, count(*) over () as of, c.id, min(s.country) as side
    from crossings c join sides s on s.crossing_id = c.id where c.id not like 'bench-%' group by c.id),
  seed as materialized (
    select p.id as crossing_id, p.side, low, at,
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(dice, 1, 3) || '8' || substr(dice, 4, 15))::uuid as id,
      jsonb_build_object('kind', 'count', 'metric', 'trucks_stranded',
        'side', p.side, 'lane', null, 'low', low, 'best', null, 'high', low + 50, 'basis', 'estimated',
        'asGiven', null, 'what', null, 'period', null) as body
    from (select g, 100 + floor(random() * 900)::int as low, md5(random()::text) as dice,
        date_trunc('milliseconds',
          now() - (1 - $1::float8 - g::float8 / ${CHUNK} * ($2::float8 - $1::float8)) * interval '365 days') as at
      from generate_series(1, ${CHUNK}) g) made
    join places p on p.n = g % p.of),
  stored as (
    insert into reports (crossing_id, id, source_id, observed_at, received_at, content_hash, claims)
    select crossing_id, id, 'bench', at, at, md5(id::text), jsonb_build_array(body) from seed),
  said as (
    insert into claims (crossing_id, report_id, ordinal, kind, observed_at, body, metric, side, low, high)
    select crossing_id, id, 0, 'count', at, body, 'trucks_stranded', side, low, low + 50 from seed),
  summed as (
    insert into figure_buckets (crossing_id, metric, place, grain, bucket_at, low, high, claims)
    select crossing_id, 'trucks_stranded', side, grain, date_trunc(unit, at, 'UTC'), min(low), max(low) + 50, count(*)
    from seed, (values (60, 'hour'), (1440, 'day')) units (grain, unit) group by 1, 3, 4, 5
    on conflict (crossing_id, metric, place, grain, bucket_at) do update
      set low = least(figure_buckets.low, excluded.low), high = greatest(figure_buckets.high, excluded.high),
        claims = figure_buckets.claims + excluded.claims)
  insert into report_states (crossing_id, report_id, source_id, observed_at, received_at, state, published_at)
  select crossing_id, id, 'bench', at, at, 'published', at from seed`;

/** Stores a chunk of reports for each slice of the year, until time is up. Gives how many were stored. */
async function seed(sql: postgres.Sql, slices: readonly Slice[]): Promise<number> {
  const endAt = performance.now() + SEED_LIMIT_MS;
  let count = 0;
  for (const slice of slices) {
    if (performance.now() > endAt) break;
    await sql.begin(async (tx) => {
      await tx.unsafe(UNCHECKED);
      await tx.unsafe(SEED, [...slice]);
    });
    count += CHUNK;
  }
  await sql.unsafe("analyze reports, claims, report_states, figure_buckets");
  return count;
}

interface Asked {
  readonly ms: number;
  readonly points: number;
}

/** The answer of our own API; its shape is fixed by /api/v1/openapi.json. */
function countPoints(body: unknown): number {
  return (body as { points: unknown[] }).points.length;
}

/** Each time from another second, so that nothing comes from the cache. */
async function askFor(
  { gatewatch }: Bench,
  place: { crossing: string; side: string },
  days: number,
) {
  const times: number[] = [];
  let points = 0;
  for (let i = 0; i < ASKED; i += 1) {
    const to = Date.now() - i * 1_000;
    const query = new URLSearchParams({
      metric: "trucks_stranded",
      side: place.side,
      from: new Date(to - days * DAY_MS).toISOString(),
      to: new Date(to).toISOString(),
    });
    const url = `${gatewatch.url}/api/v1/crossings/${place.crossing}/history?${query}`;
    const from = performance.now();
    const reply = await fetch(url);
    const body: unknown = await reply.json();
    times.push(performance.now() - from);
    if (!reply.ok) throw new Error(`history answered ${reply.status}: ${JSON.stringify(body)}`);
    points = Math.max(points, countPoints(body));
  }
  return { ms: median(times), points } satisfies Asked;
}

const addSource = (sql: postgres.Sql) =>
  sql`insert into sources (id, kind, name) values ('bench', 'feed', 'Bench') on conflict do nothing`;

/** Stores so many reports, spread over the year, as far as time allows. */
export async function storeReports(sql: postgres.Sql, count: number): Promise<number> {
  await addSource(sql);
  return seed(sql, Array<Slice>(count / CHUNK).fill(WHOLE_YEAR));
}

export const historyStage: Stage = async (bench) => {
  const { sql } = bench.gatewatch;
  await addSource(sql);
  const [row] = await sql`
    select crossing_id as crossing, min(country) as side from sides where crossing_id not like 'bench-%'
    group by crossing_id order by crossing_id limit 1`;
  const place = { crossing: String(row?.crossing), side: String(row?.side) };
  bench.say(`history: storing ${FEW.toLocaleString("en")} reports`);
  const few = await seed(sql, Array<Slice>(FEW / CHUNK).fill(WHOLE_YEAR));
  const before = await askAll(bench, place);
  bench.say(`history: storing up to ${MANY.toLocaleString("en")} reports`);
  // Tenths of the year in turn, so that whatever was stored in time is spread over all of it.
  const slices = Array.from(
    { length: (MANY - FEW) / CHUNK },
    (_, i): Slice => [(i % 10) / 10, ((i % 10) + 1) / 10],
  );
  const many = few + (await seed(sql, slices));
  const after = await askAll(bench, place);
  return SPANS_DAYS.map((days, i): Result => {
    const [less, more] = [before[i], after[i]];
    const isSmall = (more?.points ?? 0) <= MAX_POINTS;
    const ratio = (more?.ms ?? Number.NaN) / (less?.ms ?? Number.NaN);
    return {
      stage: "history",
      what: `history of ${days} days, ${more?.points} points, ${many.toLocaleString("en")} reports`,
      ours: `${figure(more?.ms ?? Number.NaN)} ms`,
      compared: `${figure(less?.ms ?? Number.NaN)} ms with ${few.toLocaleString("en")}`,
      value: isSmall ? ratio : Number.POSITIVE_INFINITY,
      budget: { kind: "at most", value: MAX_RATIO },
    };
  });
};

async function askAll(bench: Bench, place: { crossing: string; side: string }): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const days of SPANS_DAYS) asked.push(await askFor(bench, place, days));
  return asked;
}
