/** Accepted, durable reports a second, against single-row inserts into the same server. */
import { spawn, spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startChild } from "./child.ts";
import type { ReportCounts, ReportOrder } from "./report-client.ts";
import { findPlaces, type Place } from "./reporter.ts";
import { figure, median, type Result } from "./result.ts";
import type { Bench, Stage } from "./stage.ts";

const CLIENTS = 32;
const SECONDS = 5;
const ROUNDS = 3;
const MIN_SHARE = 0.3;

async function sendReports(bench: Bench, places: readonly Place[], key: string): Promise<number> {
  const client = startChild("./report-client.ts");
  const { port } = bench.gatewatch;
  const order: ReportOrder = { port, key, places, clients: CLIENTS, seconds: SECONDS };
  const { accepted, refused, seconds } = await client.ask<ReportCounts>(order);
  await client.stop();
  if (Object.keys(refused).length > 0) {
    throw new Error(`reports were refused: ${JSON.stringify(refused)}`);
  }
  return accepted / seconds;
}

const INSERT =
  "insert into bench_inserts (crossing_id, body) values ('torkham', '{\"kind\":\"state\"}')";

/** pgbench's own count of transactions a second. */
function runPgbench(databaseUrl: string): Promise<number> {
  const script = join(tmpdir(), `gatewatch-bench-${process.pid}.sql`);
  writeFileSync(script, `${INSERT};\n`);
  const args = [
    "-n",
    "-M",
    "prepared",
    "-f",
    script,
    "-c",
    String(CLIENTS),
    "-j",
    "2",
    "-T",
    String(SECONDS),
  ];
  return new Promise((done, fail) => {
    const child = spawn("pgbench", [...args, databaseUrl], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (output += chunk));
    child.once("error", fail);
    child.once("close", () => {
      rmSync(script, { force: true });
      const tps = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
      if (tps > 0) done(tps);
      else fail(new Error(`pgbench failed:\n${output}`));
    });
  });
}

async function runConnections(databaseUrl: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: CLIENTS });
  const endAt = performance.now() + SECONDS * 1000;
  let inserted = 0;
  const run = async () => {
    while (performance.now() < endAt) {
      await sql.unsafe(INSERT, [], { prepare: true });
      inserted += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, run));
  await sql.end();
  return inserted / SECONDS;
}

export const reportsStage: Stage = async (bench) => {
  const { gatewatch } = bench;
  await gatewatch.sql`
    create table if not exists bench_inserts (id bigserial primary key,
      crossing_id text not null, body jsonb not null, at timestamptz not null default now())`;
  const hasPgbench = spawnSync("pgbench", ["--version"]).status === 0;
  // Not those that other stages make: the reporter has none of them.
  const places = (await findPlaces(gatewatch)).filter(
    ({ crossing }) => !crossing.startsWith("bench-"),
  );
  bench.say(`reports by ${CLIENTS} clients, ${ROUNDS} x ${SECONDS} s`);
  const { reporter, verifier } = gatewatch.keys;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await sendReports(bench, places, reporter));
    bare.push(await (hasPgbench ? runPgbench : runConnections)(gatewatch.databaseUrl));
  }
  const published = await sendReports(bench, places, verifier);
  const by = hasPgbench ? "pgbench" : `${CLIENTS} postgres.js connections`;
  const result: Result = {
    stage: "reports",
    what: "reports accepted and durable",
    ours: `${figure(median(ours))}/s (published at once: ${figure(published)}/s)`,
    compared: `${figure(median(bare))} inserts/s by ${by}`,
    value: median(ours) / median(bare),
    budget: { kind: "at least", value: MIN_SHARE },
  };
  return [result];
};
