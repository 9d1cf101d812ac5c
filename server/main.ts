import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { createCaller } from "./api/caller.ts";
import { createApiHandler } from "./api/handler.ts";
import { createReadActor } from "./auth/read-actor.ts";
import { buildPages } from "./build.ts";
import { checkDatabase, createDatabase, type Database } from "./db/client.ts";
import { dataDirPaths, keptSecret, openDataDir } from "./db/data-dir.ts";
import { startEmbedded } from "./db/embedded.ts";
import { migrateDatabase } from "./db/migrate.ts";
import { createReplicas } from "./db/replicas.ts";
import { type Env, readEnv } from "./env.ts";
import { createDoor } from "./http/door.ts";
import { createPageStatus } from "./http/page-status.ts";
import { startWorker } from "./jobs/worker.ts";
import { createLog } from "./log.ts";
import { createDiskStore } from "./photos/disk-store.ts";
import { createPhotoEncoder } from "./photos/encode-photo.ts";
import { setRuntime } from "./runtime.ts";
import { createFirstAdminLink } from "./services/accounts/first-admin.ts";
import { describeImport, importRecord } from "./services/record/import-record.ts";
import { readRecordFiles } from "./services/record/read-files.ts";
import { openIntake } from "./services/reports/report-intake.ts";
import { checkAddress, listen } from "./start/listen.ts";
import { createPresent } from "./start/present.ts";
import { type Life, live, secondsSince, sideBySide } from "./start/process.ts";
import { failStart } from "./start-error.ts";

/*
 * Starts Gatewatch and stops it again.
 *
 *   configuration -> data folder (taken), address (free) -> pages (built if changed) beside database (started, migrated)
 *     -> record -> snapshot -> worker -> Next -> front door -> address
 *
 * Each part registers how to stop it as soon as it runs, and stopping goes through them in reverse. Listening comes last, so
 * whoever reaches Gatewatch reaches all of it.
 *
 * `--dev` is how server/start/dev.ts runs it: that one holds the data folder and the database, and Next builds pages
 * itself when they are asked for.
 */

const VERSION = packageJson.version;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAX_CONNECTIONS = 20;
const INTAKE_CONNECTIONS = 2;
const DOOR_STOP_LIMIT_MS = 3_000;
const DATABASE_STOP_LIMIT_MS = 9_000;

const startedAt = performance.now();
const isDev = process.argv.includes("--dev");

async function preparePages({ signal }: Life): Promise<void> {
  if (isDev) return;
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

async function start(env: Env, life: Life): Promise<void> {
  const { shutdown, signal, log } = life;
  if (!isDev) shutdown.add("data folder", openDataDir(env.dataDir).release);
  await checkAddress(env);
  const [databaseUrl] = await sideBySide(life, () => prepareDatabase(env, life), preparePages);
  signal.throwIfAborted();
  const database = createDatabase(databaseUrl, { max: MAX_CONNECTIONS });
  shutdown.add("database connections", database.close, 3_000);
  const intake = createDatabase(databaseUrl, { max: INTAKE_CONNECTIONS });
  shutdown.add("intake connections", intake.close, 3_000);
  openIntake(database.db, intake.db);
  await loadRecord(database.db);
  signal.throwIfAborted();

  const live = createPresent({ database, log });
  shutdown.add("listener", live.listener.stop, 2_000);
  await live.listener.start();
  const photos = {
    store: createDiskStore(dataDirPaths(env.dataDir).photos),
    encode: createPhotoEncoder(),
  };
  const worker = await startWorker({
    databaseUrl,
    database: database.db,
    photos,
    mail: {
      smtpUrl: env.smtpUrl,
      publicUrl: env.publicUrl ?? `http://${env.host}:${env.port}`,
    },
    nowMs: Date.now,
    log,
  });
  shutdown.add("worker", worker.stop, 3_000);

  const authSecret = env.authSecret ?? keptSecret(dataDirPaths(env.dataDir).authSecret);
  const publicUrl = env.publicUrl ?? `http://${env.host}:${env.port}`;
  const now = () => new Date().toISOString();
  const replicas = createReplicas({
    urls: env.databaseReplicaUrls,
    primary: database,
    max: MAX_CONNECTIONS,
    log,
  });
  shutdown.add("replicas", replicas.close, 3_000);
  live.snapshot.subscribe(replicas.fallBehind);
  const api = { database: database.db, snapshot: live.snapshot, log, now, replicas };
  const pageStatus = createPageStatus();
  setRuntime({
    env,
    log,
    publicUrl,
    authSecret,
    databaseUrl,
    database,
    db: database.db,
    caller: createCaller(api),
    pageStatus,
  });

  // Next is large: it is loaded only once there are pages to serve.
  const { startNext } = await import("./start/next.ts");
  const next = await startNext({ root: ROOT, dev: isDev, host: env.host, port: env.port });
  shutdown.add("pages", next.close, 1_000);
  signal.throwIfAborted();

  const readActor = createReadActor({ database: database.db, authSecret, now });
  const door = createDoor({
    next: pageStatus.follow(next.handler),
    ...(isDev ? { nextUpgrade: next.upgrade } : {}),
    api: createApiHandler({ ...api, publicUrl, readActor, photos }),
    snapshot: live.snapshot,
    readiness: live.listener.readiness,
    log,
    publicUrl: env.publicUrl,
    listenHost: env.host,
    trustedProxies: env.trustedProxies,
    dev: isDev,
    build: { version: VERSION, node: process.version },
  });
  shutdown.add("front door", door.close, DOOR_STOP_LIMIT_MS);
  const address = await listen(door.server, env);
  console.log(`Gatewatch is ready at ${env.publicUrl ?? address} (${secondsSince(startedAt)}).`);
  await offerFirstAdmin(database.db, env.publicUrl ?? address);
}

/** Loads what the data folder has and the database has not. */
async function loadRecord(database: Database): Promise<void> {
  const from = performance.now();
  const files = await readRecordFiles(join(ROOT, "data"));
  const summary = await importRecord(database, files, new Date().toISOString());
  console.log(`${describeImport(summary)} (${secondsSince(from)})`);
}

/** As long as nobody is admin, whoever started Gatewatch is offered to be. */
async function offerFirstAdmin(database: Database, address: string): Promise<void> {
  const token = await createFirstAdminLink({ database, now: new Date().toISOString() });
  if (token === null) return;
  console.log(
    `Make the first admin account here (once, within a day):\n  ${address}/welcome?token=${token}`,
  );
}

try {
  const env = readEnv();
  await live(createLog({ level: env.logLevel }), (life) => start(env, life));
} catch (error) {
  failStart(error);
}
