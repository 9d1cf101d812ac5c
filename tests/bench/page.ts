/** Cached public page and JSON: against a bare server that sends the same bytes, quiet and while reports come in. */
import { request } from "node:http";
import type { BareReply } from "./bare-server.ts";
import { startChild } from "./child.ts";
import type { LoadOrder, LoadResult } from "./load-client.ts";
import { findPlaces, keepReporting } from "./reporter.ts";
import { figure, median, type Result } from "./result.ts";
import type { Bench, Stage } from "./stage.ts";

const CONNECTIONS = 32;
const SECONDS = 1.5;
const ROUNDS = 6;
const REPORTS_PER_SECOND = 20;
const MIN_SPEED = 0.6;
const MAX_P99 = 2;
const HEADERS = { "Accept-Encoding": "br, gzip" };
const SENT_BY_ITSELF = new Set(["date", "connection", "keep-alive"]);

/** A reply as it is on the wire: not decoded, its headers as they came. */
function fetchRaw(port: number, path: string): Promise<BareReply> {
  return new Promise((done, fail) => {
    const req = request({ host: "127.0.0.1", port, path, headers: HEADERS }, async (res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of res) chunks.push(chunk);
      const headers: string[] = [];
      for (let i = 0; i + 1 < res.rawHeaders.length; i += 2) {
        const [name = "", value = ""] = res.rawHeaders.slice(i, i + 2);
        if (!SENT_BY_ITSELF.has(name.toLowerCase())) headers.push(name, value);
      }
      done({ path, status: res.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
    });
    req.once("error", fail);
    req.end();
  });
}

interface Compared {
  readonly ours: LoadResult;
  readonly bare: LoadResult;
  readonly speed: number;
  readonly p99: number;
}

function mid(results: readonly LoadResult[]): LoadResult {
  const of = (key: keyof LoadResult) => median(results.map((result) => result[key]));
  return {
    requestsPerSecond: of("requestsPerSecond"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    maxMs: of("maxMs"),
    failures: results.reduce((sum, { failures }) => sum + failures, 0),
  };
}

/** Turns about: ours, bare, ours, bare …; medians of each. */
async function compare({ gatewatch, barePort }: Bench, path: string): Promise<Compared> {
  const generator = startChild("./load-client.ts");
  const load = (port: number): Promise<LoadResult> => {
    const order: LoadOrder = {
      port,
      path,
      headers: HEADERS,
      connections: CONNECTIONS,
      seconds: SECONDS,
    };
    return generator.ask(order);
  };
  const ours: LoadResult[] = [];
  const bare: LoadResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await load(gatewatch.port));
    bare.push(await load(barePort));
  }
  await generator.stop();
  const [our, their] = [mid(ours), mid(bare)];
  return {
    ours: our,
    bare: their,
    speed: our.requestsPerSecond / their.requestsPerSecond,
    p99: our.p99Ms / their.p99Ms,
  };
}

function speedResult(what: string, { ours, bare, speed }: Compared): Result {
  const failed = ours.failures === 0 ? "" : `, ${ours.failures} failed`;
  return {
    stage: "page",
    what: `${what}, requests/s`,
    ours: `${figure(ours.requestsPerSecond)} (p99 ${figure(ours.p99Ms)} ms)${failed}`,
    compared: `bare ${figure(bare.requestsPerSecond)} (p99 ${figure(bare.p99Ms)} ms)`,
    value: ours.failures === 0 ? speed : 0,
    budget: { kind: "at least", value: MIN_SPEED },
  };
}

function busyResult(what: string, { ours, bare, p99, speed }: Compared, accepted: string): Result {
  return {
    stage: "page",
    what: `${what}, p99 with ${accepted}`,
    ours: `${figure(ours.p99Ms)} ms (${figure(ours.requestsPerSecond)}/s, ${figure(speed)} x)`,
    compared: `bare ${figure(bare.p99Ms)} ms`,
    value: p99,
    budget: { kind: "at most", value: MAX_P99 },
  };
}

const TARGETS = [
  ["overview", "/"],
  ["public JSON", "/api/v1/crossings"],
] as const;

export const pageStage: Stage = async (bench) => {
  const { gatewatch, bare } = bench;
  const replies = await Promise.all(TARGETS.map(([, path]) => fetchRaw(gatewatch.port, path)));
  await bare.ask({ kind: "serve", replies });
  const results: Result[] = [];
  for (const [what, path] of TARGETS) {
    bench.say(`${what}: ${CONNECTIONS} connections, ${ROUNDS} x ${SECONDS} s each, turns about`);
    results.push(speedResult(what, await compare(bench, path)));
  }
  const places = await findPlaces(gatewatch);
  for (const [what, path] of TARGETS) {
    bench.say(`${what} while reports come in`);
    const reporting = keepReporting(gatewatch, places, REPORTS_PER_SECOND);
    const compared = await compare(bench, path);
    const { accepted, refused } = reporting.stop();
    const perSecond = accepted / (2 * ROUNDS * SECONDS);
    const told = `${figure(perSecond)} reports/s${refused > 0 ? ` (${refused} refused)` : ""}`;
    results.push(busyResult(what, compared, told));
  }
  return results;
};
