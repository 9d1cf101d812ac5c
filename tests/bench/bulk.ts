/**
 * The whole history as CSV and NDJSON: how fast, and how much memory the process takes above what it had. With as many
 * reports as there are; after the stage `history` that is up to ten million, alone it stores a million first.
 */
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { storeReports } from "./history.ts";
import { figure, type Result } from "./result.ts";
import type { Bench, Stage } from "./stage.ts";

const AT_LEAST = 1_000_000;
const SAMPLE_MS = 200;
const MB = 1024 * 1024;
/** Above what the process had before; the caches of the driver and the allocator are in it. */
const MAX_ADDED_MB = 200;

const residentMb = async ({ gatewatch }: Bench): Promise<number> =>
  (await gatewatch.metric("memory_rss_bytes")) / MB;

/** Reads an answer to its end and keeps none of it. */
async function download(bench: Bench, path: string, coding: string) {
  const before = await residentMb(bench);
  let peak = before;
  const sampling = setInterval(() => {
    void residentMb(bench).then((now) => {
      peak = Math.max(peak, now);
    });
  }, SAMPLE_MS);
  const from = performance.now();
  const headers = { "Accept-Encoding": coding };
  const request = get(`${bench.gatewatch.url}/api/v1/${path}`, { headers });
  const [reply]: IncomingMessage[] = await once(request, "response");
  if (reply === undefined) throw new Error("no answer");
  let bytes = 0;
  reply.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await once(reply, "close");
  clearInterval(sampling);
  if (reply.statusCode !== 200 || !reply.complete) throw new Error(`${path} was cut off`);
  return { seconds: (performance.now() - from) / 1000, bytes, before, added: peak - before };
}

export const bulkStage: Stage = async (bench) => {
  const { sql } = bench.gatewatch;
  const count = async () =>
    Number((await sql`select count(*) from report_states where state = 'published'`)[0]?.count);
  if ((await count()) < AT_LEAST) {
    bench.say(`bulk: storing ${AT_LEAST.toLocaleString("en")} reports`);
    await storeReports(sql, AT_LEAST);
  }
  const reports = await count();
  const results: Result[] = [];
  for (const [path, coding] of [
    ["reports.csv", "identity"],
    ["reports.ndjson", "gzip"],
  ] as const) {
    bench.say(`bulk: ${path}, ${coding}`);
    const { seconds, bytes, before, added } = await download(bench, path, coding);
    results.push({
      stage: "bulk",
      what: `${path}, ${coding}, ${reports.toLocaleString("en")} reports: memory added`,
      ours: `${figure(added)} MB above ${figure(before)} MB`,
      compared: `${figure(reports / seconds / 1000)} k reports/s, ${figure(bytes / MB)} MB sent`,
      value: added,
      budget: { kind: "at most", value: MAX_ADDED_MB },
    });
  }
  return results;
};
