import { fileURLToPath } from "node:url";
import { buildPages } from "./build.ts";
import { checkDatabase, createDatabase } from "./db/client.ts";
import { dataDirPaths, keptSecret, openDataDir } from "./db/data-dir.ts";
import { startEmbedded } from "./db/embedded.ts";
import { migrateDatabase } from "./db/migrate.ts";
import { type Env, readEnv } from "./env.ts";
import { createLog } from "./log.ts";
import { type Runtime, setRuntime } from "./runtime.ts";
import { listen } from "./start/listen.ts";
import { createDoor } from "./start/plain-door.ts";
import { type Life, live, secondsSince } from "./start/process.ts";
import { failStart } from "./start/start-error.ts";

/*
 * Starts Gatewatch and stops it again.
 *
 *   configuration -> data folder (taken) -> pages (built if changed) beside database (started, migrated)
 *     -> record -> snapshot -> worker -> Next -> front door -> address
 *
 * Each part registers how to stop it as soon as it runs, and stopping goes through them in reverse. Listening comes last, so
 * whoever reaches Gatewatch reaches all of it.
 *
 * `--dev` is how server/start/dev.ts runs it: that one holds the data folder and the database, and Next builds pages
 * itself when they are asked for.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAX_CONNECTIONS = 20;
const DOOR_STOP_LIMIT_MS = 3_000;
const DATABASE_STOP_LIMIT_MS = 9_000;

const startedAt = performance.now();
const isDev = process.argv.includes("--dev");

async function preparePages({ signal }: Life): Promise<void> {
  const from = performance.now();
  const onStart = () => console.log("Building the pages (only when they have changed) ...");
  if (await buildPages({ onStart, signal })) console.log(`Pages built (${secondsSince(from)}).`);
}

/** The address of a database that answers and has the newest schema. */
async function prepareDatabase(env: Env, { log, shutdown, signal }: Life): Promise<string> {
  const from = performance.now();
  let url = env.databaseUrl;
  if (url === null) {
    const embedded = await startEmbedded({ dataDir: env.dataDir, log, signal });
    shutdown.add("database", embedded.stop, DATABASE_STOP_LIMIT_MS);
    url = embedded.url;
  }
  const client = createDatabase(url, { max: 1 });
  try {
    await checkDatabase(client, url);
  } finally {
    await client.close();
  }
  await migrateDatabase(url);
  console.log(`Database ready (${secondsSince(from)}).`);
  return url;
}

function createRuntime(env: Env, databaseUrl: string, life: Life): Runtime {
  const database = createDatabase(databaseUrl, { max: MAX_CONNECTIONS });
  life.shutdown.add("database connections", database.close, 3_000);
  return {
    env,
    log: life.log,
    publicUrl: env.publicUrl ?? `http://${env.host}:${env.port}`,
    authSecret: env.authSecret ?? keptSecret(dataDirPaths(env.dataDir).authSecret),
    databaseUrl,
    database,
    db: database.db,
  };
}

async function start(env: Env, life: Life): Promise<void> {
  const { shutdown, signal } = life;
  if (!isDev) shutdown.add("data folder", openDataDir(env.dataDir).release);
  const [databaseUrl] = await Promise.all([
    prepareDatabase(env, life),
    isDev ? undefined : preparePages(life),
  ]);
  signal.throwIfAborted();
  const runtime = createRuntime(env, databaseUrl, life);
  setRuntime(runtime);

  // Next is large: it is loaded only once there are pages to serve.
  const { startNext } = await import("./start/next.ts");
  const next = await startNext({ root: ROOT, dev: isDev, host: env.host, port: env.port });
  shutdown.add("pages", next.close, 1_000);
  signal.throwIfAborted();

  const door = createDoor({ runtime, nextHandler: next.handler });
  shutdown.add("front door", door.close, DOOR_STOP_LIMIT_MS);
  const address = await listen(door.server, env);
  console.log(`Gatewatch is ready at ${env.publicUrl ?? address} (${secondsSince(startedAt)}).`);
}

try {
  const env = readEnv();
  await live(createLog({ level: env.logLevel }), (life) => start(env, life));
} catch (error) {
  failStart(error);
}
