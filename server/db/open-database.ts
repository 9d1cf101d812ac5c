import { setTimeout as delay } from "node:timers/promises";
import type { Env } from "../env.ts";
import type { Log } from "../log.ts";
import { findLockOwner } from "../start/process-lock.ts";
import { StartError } from "../start/start-error.ts";
import { checkDatabase, createDatabase, type DatabaseClient } from "./client.ts";
import { dataDirPaths, openDataDir } from "./data-dir.ts";
import { findRunningEmbedded, startEmbedded } from "./embedded.ts";
import { migrateDatabase } from "./migrate.ts";

export interface OpenDatabase extends DatabaseClient {
  /** Holds the password: never log it. */
  readonly url: string;
}

const MAX_CONNECTIONS = 4;
/** A Gatewatch that is just starting gets this long to have its database ready. */
const OTHER_READY_LIMIT_MS = 30_000;
const POLL_MS = 100;

async function runningEmbedded(dataDir: string): Promise<string | null> {
  const giveUpAt = Date.now() + OTHER_READY_LIMIT_MS;
  for (;;) {
    const owner = findLockOwner(dataDirPaths(dataDir).lock);
    if (owner === null) return null;
    const url = findRunningEmbedded(dataDir);
    if (url !== null) return url;
    if (Date.now() > giveUpAt) {
      throw new StartError(
        `Gatewatch runs on ${dataDir} as process ${owner.pid}, but its database is not ready; look at its log, or stop it first.`,
      );
    }
    await delay(POLL_MS);
  }
}

interface Server {
  readonly url: string;
  close(): Promise<void>;
}

async function openServer(env: Env, log: Log): Promise<Server> {
  const given = env.databaseUrl ?? (await runningEmbedded(env.dataDir));
  if (given !== null) return { url: given, close: async () => undefined };
  const dataDir = openDataDir(env.dataDir);
  try {
    const postgres = await startEmbedded({ dataDir: env.dataDir, log });
    const close = () => postgres.stop().finally(dataDir.release);
    return { url: postgres.url, close };
  } catch (error) {
    dataDir.release();
    throw error;
  }
}

/**
 * The database for a command beside Gatewatch: the one of DATABASE_URL, the embedded one of a Gatewatch that runs, or
 * else the embedded one, started for as long as the command takes. Migrated; `close` stops what was started.
 */
export async function openDatabase(env: Env, log: Log): Promise<OpenDatabase> {
  const server = await openServer(env, log);
  const client = createDatabase(server.url, { max: MAX_CONNECTIONS });
  const close = () => client.close().finally(server.close);
  try {
    await checkDatabase(client, server.url);
    await migrateDatabase(server.url);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...client, url: server.url, close };
}
