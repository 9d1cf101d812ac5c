import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import { processBegan } from "../process-lock.ts";
import { StartError } from "../start-error.ts";
import { createDatabase } from "./client.ts";
import { dataDirPaths, keptSecret } from "./data-dir.ts";
import { initCluster } from "./embedded-cluster.ts";
import { readPostmaster, stopOrphan } from "./embedded-postmaster.ts";
import { choosePostgresAccount, type PostgresAccount } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";

/*
 * The embedded Postgres: a real one, run as a child of Gatewatch on the data folder, for whoever does not want to set
 * one up. It listens on loopback only, asks for a password kept in the data folder, and has a process group of its own,
 * so that Ctrl-C reaches Gatewatch first and the database is stopped last.
 *
 * Must be true: the caller holds the lock of the data folder; so a Postgres found running on it is an orphan of a
 * Gatewatch that was killed, and is stopped. If it dies while in use it is started again on the same port, and clients
 * reconnect.
 */

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: () => number | undefined;
  /** Ends its sessions, writes everything to disk and waits for its exit. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Log;
  readonly signal?: AbortSignal;
  /** More server settings, `name=value`. */
  readonly settings?: readonly string[];
  /** Otherwise any free one. */
  readonly port?: number;
}

const USER = "gatewatch";
const DATABASE = "gatewatch";
/** Below 32768, where Linux begins to hand out ports to outgoing connections (ip_local_port_range). */
const PORTS = { from: 20_000, to: 32_000 };
const PORT_ATTEMPTS = 20;
/** Long enough to replay the log after a crash. */
const READY_LIMIT_MS = 120_000;
const FAST_STOP_LIMIT_MS = 6_000;
/** While a backend of the one that died still ends, Postgres refuses to start: soon it will not. */
const RESTART_DELAY_MS = { first: 100, most: 2_000 };
const LOG_LIMIT_BYTES = 1_000_000;

/** For two cores and a few hundred crossings; everything else is as Postgres ships it. */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "shared_buffers=128MB",
  "effective_cache_size=512MB",
  "work_mem=8MB",
  "random_page_cost=1.1",
  "max_wal_size=1GB",
  "jit=off",
  "timezone=UTC",
  "log_timezone=UTC",
  "log_checkpoints=off",
  "shared_preload_libraries=",
];

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
  throw new StartError(
    `No free port between ${PORTS.from} and ${PORTS.to} was found for the embedded database; free some, or set DATABASE_URL.`,
  );
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/** One that could not be spawned has no pid, and never says `exit`. */
function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (hasEnded(child)) resolve();
    else child.once("exit", () => resolve());
  });
}

/** The address of the embedded database in this data folder, if it is running and ready. */
export function findRunningEmbedded(dataDir: string): string | null {
  const paths = dataDirPaths(dataDir);
  const postmaster = readPostmaster(paths.postgres);
  if (postmaster === null || !postmaster.isReady) return null;
  if (processBegan(postmaster.pid) === null) return null;
  return urlFor(postmaster.port, keptSecret(paths.postgresPassword));
}

function urlFor(port: number, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** Makes the cluster on the first call, starts it and waits until it takes connections. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, signal } = options;
  const paths = dataDirPaths(dataDir);
  const password = keptSecret(paths.postgresPassword);
  const binaries = await findPostgresBinaries();
  const account = choosePostgresAccount(paths.postgres, [dataDir, binaries.postgres]);
  if (existsSync(paths.postgres)) await stopOrphan(paths.postgres, log);
  await initCluster({
    initdb: binaries.initdb,
    account,
    dataDir,
    user: USER,
    password,
    ...(signal ? { signal } : {}),
  });

  let stopping = false;
  let child: ChildProcess;
  let restartDelayMs = RESTART_DELAY_MS.first;

  function launch(port: number): ChildProcess {
    const settings = [...SETTINGS, `port=${port}`, ...(options.settings ?? [])];
    return spawnPostgres(binaries.postgres, account, paths, settings);
  }

  async function keepRunning(port: number): Promise<void> {
    for (;;) {
      await ended(child);
      if (stopping) return;
      log.error("The embedded database stopped by itself; starting it again", {
        exitCode: child.exitCode,
        signal: child.signalCode,
      });
      await delay(restartDelayMs);
      if (stopping) return;
      restartDelayMs = Math.min(restartDelayMs * 2, RESTART_DELAY_MS.most);
      child = launch(port);
      if (await isReady(child, paths.postgres)) restartDelayMs = RESTART_DELAY_MS.first;
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    // SIGINT is Postgres' fast shutdown, SIGQUIT its immediate one, after which the next start replays the log.
    child.kill("SIGINT");
    const limit = new AbortController();
    const waited = delay(FAST_STOP_LIMIT_MS, "late", { signal: limit.signal }).catch(() => "done");
    if ((await Promise.race([ended(child), waited])) === "late") child.kill("SIGQUIT");
    limit.abort();
    await ended(child);
  }

  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const port = options.port ?? (await findFreePort());
    child = launch(port);
    if (await isReady(child, paths.postgres, signal)) {
      const url = urlFor(port, password);
      try {
        await createOwnDatabase(url);
      } catch (error) {
        await stop();
        throw error;
      }
      void keepRunning(port);
      return { url, pid: () => child.pid, stop };
    }
    // Between the probe and the start somebody may have taken the port; otherwise trying again will not help.
    if (attempt === 3) {
      throw new StartError(
        `The embedded database does not start; the end of ${paths.postgresLog} says why.`,
      );
    }
    await delay(RESTART_DELAY_MS.first);
  }
}

function spawnPostgres(
  postgres: string,
  account: PostgresAccount,
  paths: ReturnType<typeof dataDirPaths>,
  settings: readonly string[],
): ChildProcess {
  const args = ["-D", paths.postgres, ...settings.flatMap((setting) => ["-c", setting])];
  const { file, args: allArgs, options } = account.invocation(postgres, args);
  const logFd = openLog(paths.postgresLog);
  try {
    const child = spawn(file, allArgs, {
      ...options,
      cwd: "/",
      detached: true,
      stdio: ["ignore", logFd, logFd],
    });
    child.on("error", () => undefined);
    return child;
  } finally {
    closeSync(logFd);
  }
}

/** True once it takes connections, false if it exits before that. Throws when `signal` aborts, with the child stopped. */
async function isReady(
  child: ChildProcess,
  folder: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const giveUpAt = Date.now() + READY_LIMIT_MS;
  while (!hasEnded(child) && child.pid !== undefined) {
    const postmaster = readPostmaster(folder);
    if (postmaster?.pid === child.pid && postmaster.isReady) return true;
    if (signal?.aborted || Date.now() > giveUpAt) {
      child.kill("SIGINT");
      await ended(child);
      signal?.throwIfAborted();
      return false;
    }
    await delay(10);
  }
  return false;
}

/** Connects for real, which is the proof that the database answers; makes its own database on the first start. */
async function createOwnDatabase(url: string): Promise<void> {
  const maintenance = createDatabase(url.replace(/\/[^/]*$/, "/postgres"), { max: 1 });
  try {
    const found = await maintenance.sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await maintenance.sql`create database ${maintenance.sql(DATABASE)}`;
  } finally {
    await maintenance.close();
  }
}
