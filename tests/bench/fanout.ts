/** From the commit of INSERT + NOTIFY to the last of many live clients; and what those clients cost in memory. */

import type { BareOrder } from "./bare-server.ts";
import { startChild } from "./child.ts";
import type { Arrivals, LiveOrder } from "./live-clients.ts";
import { figure, quantile, type Result } from "./result.ts";
import type { Bench, Stage } from "./stage.ts";

const SIZES = [1_000, 4_000];
const TRIALS = 40;
const ROUNDS = 2;
/** Longer than one crossing's pace, and all is quiet again. */
const PAUSE_MS = 60;
const MAX_P99 = 2;
const CROSSINGS = 500;
const MAX_MEMORY_MB = 400;
const MB = 1024 * 1024;
/** Tables that make a crossing, with the column that says which. */
const COPIED = [
  ["crossings", "id"],
  ["sides", "crossing_id"],
  ["lanes", "crossing_id"],
] as const;
const BARE_CHANNEL = "bench_bare";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The event that the bare server sends is one that Gatewatch sent. */
async function catchEvent({ gatewatch }: Bench, crossing: string): Promise<string> {
  const reply = await fetch(`${gatewatch.url}/live`, {
    headers: { "Accept-Encoding": "identity" },
  });
  if (reply.body === null) throw new Error("the live stream has no body");
  let text = "";
  let isNotified = false;
  for await (const chunk of reply.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (!isNotified) await gatewatch.sql`select pg_notify('crossing', ${crossing})`;
    isNotified = true;
    const event = /event: crossing\n[\s\S]*?\n\n/.exec(text)?.[0];
    if (event !== undefined) return event;
  }
  throw new Error("the live stream ended");
}

/** Columns of a table but for one, as SQL. */
async function otherColumns({ gatewatch }: Bench, table: string, column: string): Promise<string> {
  const [row] = await gatewatch.sql`
    select string_agg(quote_ident(column_name), ', ') as list from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and column_name <> ${column}
      and is_generated = 'NEVER'`;
  return String(row?.list);
}

/** Enough crossings for the budget: copies of real ones, with nothing reported. */
async function fillCrossings(bench: Bench): Promise<string[]> {
  const { sql } = bench.gatewatch;
  for (const [table, column] of COPIED) {
    const list = await otherColumns(bench, table, column);
    await sql.unsafe(`
      insert into ${table} (${column}, ${list})
      select copy.id, ${list.replace(/(^|, )/g, "$1t.")} from ${table} t
      join (select 'bench-' || row_number() over () as id, c.id as of
        from (select id from crossings where id not like 'bench-%') c, generate_series(1, 100)
        limit ${CROSSINGS} - (select count(*) from crossings where id not like 'bench-%')) copy
        on copy.of = t.${column}
      on conflict do nothing`);
  }
  await sql`create table if not exists bench_events (id bigserial primary key, at timestamptz default now())`;
  const rows = await sql`select id from crossings order by id`;
  return rows.map((row) => String(row.id));
}

async function untilLoaded({ gatewatch }: Bench, count: number): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    if ((await gatewatch.metric("crossings")) >= count) return;
    await pause(1_000);
  }
  throw new Error(`the snapshot did not reach ${count} crossings`);
}

interface Target {
  readonly port: number;
  readonly channel: string;
  readonly payloads: readonly string[];
}

async function measure(bench: Bench, target: Target, size: number): Promise<number[]> {
  const { sql } = bench.gatewatch;
  const clients = startChild("./live-clients.ts");
  const ask = <T>(order: LiveOrder) => clients.ask<T>(order);
  await ask({ kind: "open", port: target.port, clients: size });
  await pause(500);
  const times: number[] = [];
  for (let trial = 0; trial < TRIALS; trial += 1) {
    await ask({ kind: "arm" });
    const payload = target.payloads[trial % target.payloads.length] ?? "";
    await sql.begin(async (tx) => {
      await tx`insert into bench_events default values`;
      await tx`select pg_notify(${target.channel}, ${payload})`;
    });
    const committedAtNs = process.hrtime.bigint();
    const { lastAtNs } = await ask<Arrivals>({ kind: "wait" });
    times.push(Math.max(0, Number(lastAtNs - committedAtNs) / 1e6));
    await pause(PAUSE_MS);
  }
  await ask({ kind: "close" });
  await clients.stop();
  await pause(300);
  return times;
}

function fanoutResult(size: number, ours: readonly number[], bare: readonly number[]): Result {
  const text = (times: readonly number[]) =>
    `p50 ${figure(quantile(times, 0.5))}, p99 ${figure(quantile(times, 0.99))} ms`;
  return {
    stage: "fanout",
    what: `commit to the last of ${size.toLocaleString("en")} clients`,
    ours: text(ours),
    compared: `bare ${text(bare)}`,
    value: quantile(ours, 0.99) / quantile(bare, 0.99),
    budget: { kind: "at most", value: MAX_P99 },
  };
}

async function memoryResult(bench: Bench): Promise<Result> {
  const clients = startChild("./live-clients.ts");
  const order: LiveOrder = { kind: "open", port: bench.gatewatch.port, clients: 4_000 };
  const open = await clients.ask<number>(order);
  await pause(3_000);
  const bytes = await bench.gatewatch.metric("memory_rss_bytes");
  const crossings = await bench.gatewatch.metric("crossings");
  await clients.stop();
  return {
    stage: "fanout",
    what: `memory with ${crossings} crossings and ${open.toLocaleString("en")} clients, MB`,
    ours: `${figure(bytes / MB)} MB resident`,
    compared: null,
    value: bytes / MB,
    budget: { kind: "at most", value: MAX_MEMORY_MB },
  };
}

export const fanoutStage: Stage = async (bench) => {
  const { gatewatch, bare, barePort } = bench;
  const crossings = await fillCrossings(bench);
  await untilLoaded(bench, crossings.length);
  const event = await catchEvent(bench, crossings[0] ?? "");
  const follow: BareOrder = {
    kind: "follow",
    databaseUrl: gatewatch.databaseUrl,
    channel: BARE_CHANNEL,
    event,
  };
  await bare.ask(follow);
  const own = { port: gatewatch.port, channel: "crossing", payloads: crossings };
  const other = { port: barePort, channel: BARE_CHANNEL, payloads: [""] };
  const results: Result[] = [];
  for (const size of SIZES) {
    bench.say(`${size} live clients, ${ROUNDS} x ${TRIALS} changes each`);
    const ours: number[] = [];
    const bareTimes: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(...(await measure(bench, own, size)));
      bareTimes.push(...(await measure(bench, other, size)));
    }
    results.push(fanoutResult(size, ours, bareTimes));
  }
  bench.say("memory");
  results.push(await memoryResult(bench));
  return results;
};
