import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDataDir } from "../db/data-dir.ts";
import { startEmbedded } from "../db/embedded.ts";
import { childEnv, type Env, readEnv } from "../env.ts";
import { createLog } from "../log.ts";
import { failStart } from "../start-error.ts";
import { type Life, live } from "./process.ts";
import { watchFolders } from "./watch-folders.ts";

/*
 * `npm run dev`: holds the data folder and the database, and runs main.ts as a child that it starts again whenever
 * server code changes. The database lives through that, so a restart takes about as long as Next takes to come up.
 * Pages are Next's own business: it watches app/ and reloads the browser.
 *
 * Node's --watch is no use here: it would also watch what Next compiles and loads, and restart for ever.
 */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WATCHED = ["server", "drizzle", "data"];
const SETTLE_MS = 80;
const STOP_LIMIT_MS = 1_500;

interface Supervisor {
  restart(): void;
  stop(): Promise<void>;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const limit = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await exited;
  clearTimeout(limit);
}

/** Keeps one child running. A crash is left as it is until the next change: its reason is on the screen. */
function superviseMain(databaseUrl: string): Supervisor {
  let child = startMain(databaseUrl);
  let isStopping = false;
  let turn: Promise<void> = Promise.resolve();

  async function replace(): Promise<void> {
    await endChild(child);
    if (!isStopping) child = startMain(databaseUrl);
  }
  return {
    restart() {
      turn = turn.then(replace);
    },
    async stop() {
      isStopping = true;
      await turn;
      await endChild(child);
    },
  };
}

function startMain(databaseUrl: string): ChildProcess {
  return spawn(process.execPath, [join(ROOT, "server/main.ts"), "--dev"], {
    cwd: ROOT,
    env: childEnv({ DATABASE_URL: databaseUrl }),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
}

async function openDatabaseUrl(env: Env, { log, shutdown, signal }: Life): Promise<string> {
  if (env.databaseUrl !== null) return env.databaseUrl;
  const embedded = await startEmbedded({ dataDir: env.dataDir, log, signal });
  shutdown.add("database", embedded.stop, 9_000);
  return embedded.url;
}

async function start(env: Env, life: Life): Promise<void> {
  life.shutdown.add("data folder", openDataDir(env.dataDir).release);
  const databaseUrl = await openDatabaseUrl(env, life);
  const supervisor = superviseMain(databaseUrl);
  life.shutdown.add("server", supervisor.stop, STOP_LIMIT_MS * 2);
  const stopWatching = watchFolders({
    folders: WATCHED.map((name) => join(ROOT, name)),
    pattern: /\.(ts|sql|json)$/,
    settleMs: SETTLE_MS,
    onChange: () => {
      console.log("Server code has changed; starting it again ...");
      supervisor.restart();
    },
  });
  life.shutdown.add("watching", stopWatching);
}

try {
  const env = readEnv();
  await live(createLog({ level: env.logLevel }), (life) => start(env, life));
} catch (error) {
  failStart(error);
}
