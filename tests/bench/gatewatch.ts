/** A Gatewatch of the benchmark's own: built, on a data folder and a port of its own, with a key to report by. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { buildPages } from "#server/build.ts";
import { startEmbedded } from "#server/db/embedded.ts";
import { createLog } from "#server/log.ts";
import {
  endGatewatch,
  findFreePort,
  type GatewatchProcess,
  launch,
  type Settings,
  untilReady,
} from "../support/gatewatch-process.ts";

export interface BenchGatewatch {
  readonly port: number;
  readonly url: string;
  readonly databaseUrl: string;
  readonly sql: postgres.Sql;
  /** API keys: of a verifier, whose reports are published at once, and of a reporter at every crossing of the record. */
  readonly keys: { readonly verifier: string; readonly reporter: string };
  metric(name: string): Promise<number>;
  close(): Promise<void>;
}

async function admin(args: readonly string[], settings: Settings, stdin = ""): Promise<string> {
  const command = launch(["admin", ...args], settings);
  command.child.stdin?.end(stdin);
  if ((await command.ended) !== 0) throw new Error(`admin ${args[0]} failed:\n${command.output()}`);
  return command.output();
}

interface KeyHolder {
  readonly role: "verifier" | "reporter";
  readonly crossings: readonly string[];
}

async function makeKey(settings: Settings, { role, crossings }: KeyHolder): Promise<string> {
  const email = `${role}@bench.example`;
  const who = ["--email", email, "--name", `Bench ${role}`, "--role", role, "--password-stdin"];
  const where = crossings.flatMap((id) => ["--crossing", id]);
  await admin(["user", "add", ...who, ...where], settings, "gates and watches 2025\n");
  const scope = ["--email", email, "--scope", "reports:write"];
  const output = await admin(["key", "add", ...scope], settings);
  const key = /\bgw_[\w-]+/.exec(output)?.[0];
  if (key === undefined) throw new Error(`no key in what admin wrote:\n${output}`);
  return key;
}

/** Waits until the overview answers. */
async function untilFirstPage(url: string, gatewatch: GatewatchProcess): Promise<void> {
  await untilReady(gatewatch, url);
  const page = await fetch(url);
  await page.arrayBuffer();
  if (!page.ok) throw new Error(`the first page answered ${page.status}:\n${gatewatch.output()}`);
}

/** Seconds from the command to the first page, its database included, on a data folder that is used again each time. */
export async function timeStarts(times: number): Promise<{ first: number; later: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), "gatewatch-bench-start-"));
  const port = await findFreePort();
  const settings: Settings = { PORT: String(port), DATA_DIR: folder, LOG_LEVEL: "warn" };
  const seconds: number[] = [];
  try {
    for (let i = 0; i <= times; i += 1) {
      const from = performance.now();
      const gatewatch = launch(["start"], settings);
      try {
        await untilFirstPage(`http://127.0.0.1:${port}`, gatewatch);
        seconds.push((performance.now() - from) / 1000);
      } finally {
        await endGatewatch(gatewatch);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [first = Number.NaN, ...later] = seconds;
  return { first, later };
}

export async function openGatewatch(): Promise<BenchGatewatch> {
  // The pages must not be built within the time of a start.
  const never = new AbortController();
  await buildPages({ onStart: () => undefined, signal: never.signal });
  const folder = mkdtempSync(join(tmpdir(), "gatewatch-bench-"));
  const log = createLog({ level: "error" });
  const database = await startEmbedded({ dataDir: folder, log });
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const settings: Settings = {
    PORT: String(port),
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: database.url,
    LOG_LEVEL: "warn",
  };
  const running = launch(["start"], settings);
  async function close(): Promise<void> {
    await endGatewatch(running);
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    await untilFirstPage(url, running);
    const sql = postgres(database.url, { max: 4, onnotice: () => undefined });
    const crossings = (await sql`select id from crossings`).map((row) => String(row.id));
    const keys = {
      verifier: await makeKey(settings, { role: "verifier", crossings: [] }),
      reporter: await makeKey(settings, { role: "reporter", crossings }),
    };
    return {
      port,
      url,
      databaseUrl: database.url,
      sql,
      keys,
      async metric(name) {
        const text = await (await fetch(`${url}/metrics`)).text();
        return Number(new RegExp(`^gatewatch_${name} (.+)$`, "m").exec(text)?.[1]);
      },
      async close() {
        await sql.end({ timeout: 1 });
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
