import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import type { EmbeddedPostgres } from "#server/db/embedded.ts";
import { createLog } from "#server/log.ts";
import {
  endGatewatch,
  findFreePort,
  type GatewatchProcess,
  launch,
  type Settings,
  untilReady,
} from "./gatewatch-process.ts";
import { startPostgres } from "./postgres.ts";

/*
 * Browser tests import `test` from here: `gatewatch` is a real one with an empty database of its own, shared by the
 * tests of one worker, and `page.goto("/")` goes to it. The database runs beside it, so that a test can take it away.
 */

export interface AdminResult {
  readonly exitCode: number;
  readonly output: string;
  /** Its stdout alone, which is JSON with `--json`. */
  readonly answer: string;
}

export interface Gatewatch {
  readonly url: string;
  readonly databaseUrl: string;
  /** Where it keeps what is its own, its secret too. */
  readonly dataDir: string;
  /** Everything written since it was started. */
  output(): string;
  /** Runs `npm run admin -- args`, with `stdin` as its input. */
  admin(args: readonly string[], stdin?: string): Promise<AdminResult>;
  /** Stops it as Ctrl-C does and starts it again on the same port and database. */
  restart(): Promise<void>;
  /** Stops it for good; whoever has a page open finds nobody there. */
  stop(): Promise<void>;
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  restartDatabase(): Promise<void>;
}

async function openGatewatch(
  folder: string,
  more: Settings,
): Promise<Gatewatch & { close(): Promise<void> }> {
  const log = createLog({ level: "error" });
  let postgres: EmbeddedPostgres = await startPostgres({ dataDir: folder, log });
  const databaseUrl = postgres.url;
  const databasePort = Number(new URL(databaseUrl).port);
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = join(folder, "gatewatch");
  const settings: Settings = {
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "warn",
    // Whoever is in front may say where a browser is: each test has an address of its own.
    TRUSTED_PROXIES: "1",
    // Feeds of tests are on this machine.
    FEED_NETWORKS: "127.0.0.0/8",
    ...more,
  };

  async function start(): Promise<GatewatchProcess> {
    const started = launch(["start"], settings);
    await untilReady(started, url);
    return started;
  }
  async function startDatabase(): Promise<void> {
    postgres = await startPostgres({ dataDir: folder, log, port: databasePort });
  }

  let running: GatewatchProcess;
  try {
    running = await start();
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    url,
    databaseUrl,
    dataDir,
    output: () => running.output(),
    async admin(args, stdin = "") {
      const command = launch(["admin", ...args], settings);
      command.child.stdin?.end(stdin);
      const exitCode = await command.ended;
      return { exitCode, output: command.output(), answer: command.answer() };
    },
    async restart() {
      await endGatewatch(running, "SIGINT");
      running = await start();
    },
    stop: async () => {
      await endGatewatch(running);
    },
    stopDatabase: () => postgres.stop(),
    startDatabase,
    async restartDatabase() {
      await postgres.stop();
      await startDatabase();
    },
    async close() {
      await endGatewatch(running);
      await postgres.stop();
    },
  };
}

async function lend(
  use: (gatewatch: Gatewatch) => Promise<void>,
  more: Settings = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gatewatch-e2e-"));
  const gatewatch = await openGatewatch(folder, more);
  try {
    await use(gatewatch);
  } finally {
    await gatewatch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const START_LIMIT_MS = 300_000;
/** Addresses of a network kept for documentation (RFC 5737). */
const addressOf = (n: number) => `198.51.100.${1 + (n % 250)}`;
let tests = 0;

interface OfTest {
  readonly newGatewatch: Gatewatch;
  /** What `newGatewatch` is started with besides, such as `SMTP_URL`. */
  readonly newSettings: Settings;
}

/** `gatewatch` is shared by the tests of a worker; `newGatewatch` is one that nobody has used. */
export const test = base.extend<OfTest, { gatewatch: Gatewatch }>({
  gatewatch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs.
    ({}, use) => lend(use),
    { scope: "worker", timeout: START_LIMIT_MS },
  ],
  newSettings: [{}, { option: true }],
  newGatewatch: [({ newSettings }, use) => lend(use, newSettings), { timeout: START_LIMIT_MS }],
  // The front door takes only so many sign-ins a minute from one address.
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  extraHTTPHeaders: async ({}, use) => {
    tests += 1;
    await use({ "X-Forwarded-For": addressOf(tests) });
  },
  baseURL: async ({ gatewatch }, use) => {
    await use(gatewatch.url);
  },
});

export { expect } from "@playwright/test";
