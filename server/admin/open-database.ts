import { setTimeout as delay } from "node:timers/promises";
import { checkDatabase, createDatabase, type DatabaseClient } from "#server/db/client.ts";
import { dataDirPaths, openDataDir } from "#server/db/data-dir.ts";
import { findRunningEmbedded, startEmbedded } from "#server/db/embedded.ts";
import { migrateDatabase } from "#server/db/migrate.ts";
import type { Env } from "#server/env.ts";
import type { Log } from "#server/log.ts";
import { findLockOwner } from "#server/process-lock.ts";
import { StartError } from "#server/start-error.ts";

export interface OpenedDatabase {
  readonly client: DatabaseClient;
  readonly url: string;
  /** Closes the connections, and stops the database if it was started for this command. */
  close(): Promise<void>;
}

/** A Gatewatch that has just been started needs this long until its database answers. */
const STARTING_LIMIT_MS = 20_000;
const CONNECTIONS = 4;

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The embedded database of a Gatewatch that holds the data folder. */
async function joinRunning(env: Env, pid: number): Promise<Server> {
  for (const until = Date.now() + STARTING_LIMIT_MS; Date.now() < until; await delay(100)) {
    const url = findRunningEmbedded(env.dataDir);
    if (url !== null) return { url, stop: async () => undefined };
  }
  throw new StartError(
    `Gatewatch (process ${pid}) holds ${env.dataDir}, but its database does not answer; if it uses another database, set DATABASE_URL to that.`,
  );
}

async function startOwn(env: Env, log: Log): Promise<Server> {
  const dataDir = openDataDir(env.dataDir);
  try {
    const embedded = await startEmbedded({ dataDir: env.dataDir, log });
    return {
      url: embedded.url,
      stop: async () => {
        await embedded.stop();
        dataDir.release();
      },
    };
  } catch (error) {
    dataDir.release();
    throw error;
  }
}

async function findServer(env: Env, log: Log): Promise<Server> {
  if (env.databaseUrl !== null) return { url: env.databaseUrl, stop: async () => undefined };
  const owner = findLockOwner(dataDirPaths(env.dataDir).lock);
  return owner === null ? startOwn(env, log) : joinRunning(env, owner.pid);
}

/**
 * The database that Gatewatch works on: the one of DATABASE_URL; else the embedded one, joined when Gatewatch runs and
 * started for this command when it does not. With the newest schema.
 * @throws StartError with what to do
 */
export async function openDatabase(env: Env, log: Log): Promise<OpenedDatabase> {
  const server = await findServer(env, log);
  const client = createDatabase(server.url, { max: CONNECTIONS });
  async function close(): Promise<void> {
    await client.close();
    await server.stop();
  }
  try {
    await checkDatabase(client, server.url);
    await migrateDatabase(server.url);
  } catch (error) {
    await close();
    throw error;
  }
  return { client, url: server.url, close };
}
