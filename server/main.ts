import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { createCaller } from "./api/caller.ts";
import { createApiHandler } from "./api/handler.ts";
import { createReadKey } from "./api/rest/actor.ts";
import { createReadActor } from "./auth/read-actor.ts";
import { buildPages } from "./build.ts";
import { checkDatabase, createDatabase, type Database } from "./db/client.ts";
import { dataDirPaths, keptSecret, openDataDir } from "./db/data-dir.ts";
import { startEmbedded } from "./db/embedded.ts";
import { migrateDatabase } from "./db/migrate.ts";
import { createReplicas } from "./db/replicas.ts";
import { realClock } from "./domain/clock.ts";
import type { Instant } from "./domain/time.ts";
import { type Env, readEnv } from "./env.ts";
import { feedUserAgent } from "./feeds/poll-feed.ts";
import { planExercise, recordUntil } from "./formats/record/exercise-record.ts";
import { type ReadRecord, readRecord } from "./formats/record/read-record.ts";
import { createDoor } from "./http/door.ts";
import { createPageStatus } from "./http/page-status.ts";
import { startWorker } from "./jobs/worker.ts";
import { createLog } from "./log.ts";
import { createDiskStore } from "./photos/disk-store.ts";
import { createPhotoEncoder } from "./photos/encode-photo.ts";
import { setRuntime } from "./runtime.ts";
import { createFirstAdminLink } from "./services/accounts/first-admin.ts";
import { describeImport, storeRecord } from "./services/record/import-record.ts";
import { playRecord } from "./services/record/play-record.ts";
import { readRecordFiles } from "./services/record/read-files.ts";
import { openIntake } from "./services/reports/report-intake.ts";
import { passCrossingTime } from "./services/status/pass-time.ts";
import { createMailWatches } from "./services/watches/mail-watches.ts";
import { type FeedAddress, readWatchFeed, watchFeedUrl } from "./services/watches/watch-feed.ts";
import { createLagReader } from "./services/webhooks/read-lag.ts";
import {
  beginAnew,
  DEMO_DATA_DIR,
  readExerciseOptions,
  refuseExerciseFolder,
  refuseRealFolder,
  runExercise,
  startClock,
} from "./start/exercise.ts";
import { checkAddress, listen } from "./start/listen.ts";
import { createPresent } from "./start/present.ts";
import { type Life, live, secondsSince, sideBySide } from "./start/process.ts";
import { failStart } from "./start-error.ts";
import { createAddressRules } from "./webhooks/address-rules.ts";

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
 * itself when they are asked for. `--demo` is an exercise: server/start/exercise.ts.
 */

const VERSION = packageJson.version;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAX_CONNECTIONS = 20;
const INTAKE_CONNECTIONS = 2;
const DOOR_STOP_LIMIT_MS = 3_000;
const DATABASE_STOP_LIMIT_MS = 9_000;

const machineClock = realClock(Date.now);
const startedAt = performance.now();
const isDev = process.argv.includes("--dev");
const isDemo = process.argv.includes("--demo");

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
  const options = isDemo ? readExerciseOptions(argumentsAfter("--demo")) : null;
  if (options === null) refuseExerciseFolder(env);
  else refuseRealFolder(env);
  if (!isDev) shutdown.add("data folder", openDataDir(env.dataDir).release);
  await checkAddress(env);
  if (options !== null) beginAnew(env);
  const [databaseUrl] = await sideBySide(life, () => prepareDatabase(env, life), preparePages);
  signal.throwIfAborted();
  const database = createDatabase(databaseUrl, { max: MAX_CONNECTIONS });
  shutdown.add("database connections", database.close, 3_000);
  const intake = createDatabase(databaseUrl, { max: INTAKE_CONNECTIONS });
  shutdown.add("intake connections", intake.close, 3_000);
  openIntake(database.db, intake.db);
  const record = readRecord(await readRecordFiles(join(ROOT, "data")));
  const exercise = options === null ? null : { options, plan: planExercise(record, options.by) };
  await loadRecord(
    database.db,
    exercise === null ? record : recordUntil(exercise.plan, exercise.options.from),
    exercise?.options.from ?? machineClock.now(),
  );
  signal.throwIfAborted();

  const clock = exercise === null ? machineClock : startClock(exercise.options);
  const live = createPresent({ database, log, clock });
  shutdown.add("listener", live.listener.stop, 2_000);
  await live.listener.start();
  const photos = {
    store: createDiskStore(dataDirPaths(env.dataDir).photos),
    encode: createPhotoEncoder(),
  };
  const authSecret = env.authSecret ?? keptSecret(dataDirPaths(env.dataDir).authSecret);
  const publicUrl = env.publicUrl ?? `http://${env.host}:${env.port}`;
  // What comes from outside has no place in an exercise.
  const feedNetwork =
    exercise === null
      ? { rules: createAddressRules(env.feedNetworks), userAgent: feedUserAgent(publicUrl) }
      : undefined;
  const worker = await startWorker({
    databaseUrl,
    database: database.db,
    photos,
    feedNetwork,
    // Nobody outside is told of what is only an exercise.
    mail: { smtpUrl: isDemo ? null : env.smtpUrl, publicUrl },
    authSecret,
    publicUrl,
    isExercise: isDemo,
    // Whoever runs the embedded database holds its folder; at another several processes may be working.
    isAlone: env.databaseUrl === null,
    nowMs: clock.nowMs,
    log,
  });
  shutdown.add("worker", worker.stop, 3_000);

  const { now } = clock;
  const replicas = createReplicas({
    urls: env.databaseReplicaUrls,
    primary: database,
    max: MAX_CONNECTIONS,
    log,
  });
  shutdown.add("replicas", replicas.close, 3_000);
  live.snapshot.subscribe(replicas.fallBehind);
  const api = {
    database: database.db,
    snapshot: live.snapshot,
    log,
    now,
    exercise: clock.exercise,
    replicas,
    feedNetwork,
    watchFeedUrl: (address: FeedAddress) => watchFeedUrl({ authSecret, publicUrl }, address),
  };
  const pageStatus = createPageStatus();
  setRuntime({
    held: () => ({ series: live.snapshot.series, version: live.snapshot.version }),
    env,
    log,
    publicUrl,
    now,
    exercise: clock.exercise,
    authSecret,
    databaseUrl,
    database,
    db: database.db,
    caller: createCaller(api),
    mailWatches: createMailWatches({ database: database.db, authSecret, now: machineClock.now }),
    watchFeeds: {
      read: (link) => readWatchFeed({ database: database.db, authSecret, publicUrl }, link, now()),
    },
    pageStatus,
  });

  // Next is large: it is loaded only once there are pages to serve.
  const { startNext } = await import("./start/next.ts");
  const next = await startNext({ root: ROOT, dev: isDev, host: env.host, port: env.port });
  shutdown.add("pages", next.close, 1_000);
  signal.throwIfAborted();

  const readActor = createReadActor({ database: database.db, authSecret, now: machineClock.now });
  const door = createDoor({
    next: pageStatus.follow(next.handler),
    ...(isDev ? { nextUpgrade: next.upgrade } : {}),
    api: createApiHandler({ ...api, publicUrl, authSecret, readActor, photos }),
    readKey: createReadKey(api),
    snapshot: live.snapshot,
    readiness: live.listener.readiness,
    log,
    publicUrl: env.publicUrl,
    listenHost: env.host,
    trustedProxies: env.trustedProxies,
    dev: isDev,
    build: { version: VERSION, node: process.version },
    clock,
    webhookLag: createLagReader(database.db, now),
  });
  shutdown.add("front door", door.close, DOOR_STOP_LIMIT_MS);
  const address = await listen(door.server, env);
  console.log(`Gatewatch is ready at ${env.publicUrl ?? address} (${secondsSince(startedAt)}).`);
  await offerFirstAdmin(database.db, env.publicUrl ?? address);
  if (exercise === null || clock.exercise === null) return;
  console.log(`Exercise: ${clock.exercise.fromAt} to ${clock.exercise.toAt} is replayed.`);
  const stop = runExercise({
    play: (span) => playRecord(database.db, exercise.plan, span),
    dueAt: live.snapshot.dueAt,
    passTime: (crossingId, at) => passCrossingTime(database.db, crossingId, at),
    clock: { ...clock, exercise: clock.exercise },
    log,
  });
  shutdown.add("exercise", stop);
}

/** What was given behind a word of the command line. */
const argumentsAfter = (word: string): readonly string[] =>
  process.argv.slice(process.argv.indexOf(word) + 1);

/** Loads what the record has and the database has not. */
async function loadRecord(database: Database, record: ReadRecord, now: Instant): Promise<void> {
  const from = performance.now();
  const summary = await storeRecord(database, record, now);
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
  const env = isDemo ? readEnv(undefined, DEMO_DATA_DIR) : readEnv();
  await live(createLog({ level: env.logLevel }), (life) => start(env, life));
} catch (error) {
  failStart(error);
}
