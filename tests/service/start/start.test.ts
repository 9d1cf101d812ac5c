import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { readPostmaster } from "#server/db/embedded-postmaster.ts";
import { findLockOwner, processBegan } from "#server/process-lock.ts";
import {
  endGatewatch,
  findFreePort,
  type GatewatchProcess,
  launch,
  npmStart,
  type Settings,
  untilReady,
} from "../../support/gatewatch-process.ts";

/** Building the pages comes first when the sources have changed. */
const START_LIMIT_MS = 240_000;

let folder: string;
let dataDir: string;
let port: number;
let started: GatewatchProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatewatch-start-"));
  // Spaces and quotes: everything that handles the path must pass it on whole.
  dataDir = join(folder, "it's a data folder");
  port = await findFreePort();
  started = [];
});

afterEach(async () => {
  for (const gatewatch of started) {
    gatewatch.child.kill("SIGTERM");
    await gatewatch.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(settings: Settings = {}): GatewatchProcess {
  const gatewatch = launch(["start"], {
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    ...settings,
  });
  started.push(gatewatch);
  return gatewatch;
}

async function startAndWait(settings: Settings = {}): Promise<GatewatchProcess> {
  const gatewatch = start(settings);
  await untilReady(gatewatch, `http://127.0.0.1:${port}`);
  return gatewatch;
}

/** The process of Gatewatch itself; the one that was started is its launcher. */
function mainPid(): number {
  return findLockOwner(join(dataDir, "lock"))?.pid ?? 0;
}

function postmasterPid(): number {
  return readPostmaster(join(dataDir, "postgres"))?.pid ?? 0;
}

async function untilGone(pid: number): Promise<void> {
  while (processBegan(pid) !== null) await delay(20);
}

/** Its one sentence, without what was printed on the way there. */
async function refusal(gatewatch: GatewatchProcess): Promise<string> {
  const exitCode = await gatewatch.ended;
  const said = gatewatch.output();
  expect(exitCode, said).toBe(1);
  const sentences = said.split("\n").filter((line) => line.startsWith("gatewatch: "));
  expect(sentences, said).toHaveLength(1);
  return sentences[0] ?? "";
}

describe("stopping and starting", { timeout: START_LIMIT_MS }, () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s stops everything and leaves the folder free",
    async (signal) => {
      const gatewatch = await startAndWait();
      const pids = [mainPid(), postmasterPid()];
      expect(pids.every((pid) => processBegan(pid) !== null)).toBe(true);

      expect(await endGatewatch(gatewatch, signal)).toBe(0);

      expect(pids.map(processBegan)).toEqual([null, null]);
      expect(findLockOwner(join(dataDir, "lock"))).toBeNull();
    },
  );

  test("SIGTERM to npm alone, which its shell does not hand on, stops everything too", async () => {
    const gatewatch = npmStart({ PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir });
    started.push(gatewatch);
    await untilReady(gatewatch, `http://127.0.0.1:${port}`);
    const pids = [mainPid(), postmasterPid()];
    await endGatewatch(gatewatch, "SIGTERM");
    await Promise.all(pids.map(untilGone));
    expect(findLockOwner(join(dataDir, "lock"))).toBeNull();
  });

  test("a second instance on the same folder is refused and the first goes on", async () => {
    await startAndWait();
    const second = start({ PORT: String(await findFreePort()) });
    const sentence = await refusal(second);
    expect(sentence).toContain(`process ${mainPid()}`);
    expect(sentence).toContain(dataDir);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  test("after kill -9 the next start takes over the folder and its database", async () => {
    const gatewatch = await startAndWait();
    const orphan = postmasterPid();
    process.kill(mainPid(), "SIGKILL");
    await gatewatch.ended;
    expect(processBegan(orphan)).not.toBeNull();

    await startAndWait();

    expect(processBegan(orphan)).toBeNull();
    expect(postmasterPid()).not.toBe(orphan);
  });

  test("a lock whose pid another process has now does not keep anybody out", async () => {
    mkdirSync(dataDir, { recursive: true });
    const owner = { pid: process.pid, began: "before the last boot" };
    writeFileSync(join(dataDir, "lock"), JSON.stringify(owner));
    await startAndWait();
    expect(mainPid()).not.toBe(process.pid);
  });

  test("a database that was killed is started again on the same address", async () => {
    await startAndWait();
    const before = readPostmaster(join(dataDir, "postgres"));
    process.kill(postmasterPid(), "SIGKILL");
    await untilGone(before?.pid ?? 0);
    await expect
      .poll(() => readPostmaster(join(dataDir, "postgres")), { timeout: 60_000 })
      .toMatchObject({
        port: before?.port,
        isReady: true,
        pid: expect.not.closeTo(before?.pid ?? 0),
      });
  });

  test("Gatewatch stops in order when its launcher is killed", async () => {
    const gatewatch = await startAndWait();
    const pids = [mainPid(), postmasterPid()];
    gatewatch.child.kill("SIGKILL");
    await Promise.all(pids.map(untilGone));
    expect(findLockOwner(join(dataDir, "lock"))).toBeNull();
  });

  test("an initdb that was cut short is done again", async () => {
    mkdirSync(join(dataDir, "postgres.new", "base"), { recursive: true });
    writeFileSync(join(dataDir, "postgres.new", "PG_VERSION"), "18\n");
    await startAndWait();
  });

  test("secrets are readable by their owner only and stay the same", async () => {
    const gatewatch = await startAndWait();
    const secret = readFileSync(join(dataDir, "auth-secret"), "utf8");
    await endGatewatch(gatewatch);
    await startAndWait();
    expect(readFileSync(join(dataDir, "auth-secret"), "utf8")).toBe(secret);
  });
});

describe("what keeps it from starting is one sentence", { timeout: START_LIMIT_MS }, () => {
  test("a port in use", async () => {
    const other = createServer().listen(port, "127.0.0.1");
    try {
      const gatewatch = start();
      expect(await refusal(gatewatch)).toMatch(
        new RegExp(`Port ${port} .* in use .* set PORT to another port`),
      );
      // Before the slow parts: nothing was built, and there is no database yet.
      expect(gatewatch.output()).not.toMatch(/Building|Database ready/);
      expect(existsSync(join(dataDir, "postgres"))).toBe(false);
      expect(findLockOwner(join(dataDir, "lock"))).toBeNull();
    } finally {
      other.close();
    }
  });

  test.each(["a file in its place", "a folder in which nobody may write"])(
    "no data folder: %s",
    async (obstacle) => {
      const path = obstacle.startsWith("a file") ? join(folder, "file") : "/proc/gatewatch";
      if (path !== "/proc/gatewatch") writeFileSync(path, "");
      const sentence = await refusal(start({ DATA_DIR: path }));
      expect(sentence).toContain(path);
      expect(sentence).toContain("set DATA_DIR to another folder");
    },
  );

  test("a value that does not fit", async () => {
    expect(await refusal(start({ PORT: "http" }))).toContain("PORT must be a whole number");
    expect(await refusal(start({ DATABASE_URL: "mysql://db/x" }))).toContain(
      "DATABASE_URL must be",
    );
    expect(await refusal(start({ LOG_LEVEL: "loud" }))).toContain("LOG_LEVEL must be one of");
  });

  test("no database at DATABASE_URL", async () => {
    const sentence = await refusal(
      start({ DATABASE_URL: `postgres://u:secret@127.0.0.1:${port}/x` }),
    );
    expect(sentence).toContain(`No Postgres answers at 127.0.0.1:${port}`);
    expect(sentence).not.toContain("secret");
  });

  test("a wrong password, and a database that does not exist", async () => {
    const wrongPassword = new URL(inject("databaseUrl"));
    wrongPassword.password = "not-this-one";
    const noDatabase = new URL(inject("databaseUrl"));
    noDatabase.pathname = "/nowhere";
    const refused = await refusal(start({ DATABASE_URL: wrongPassword.href }));
    expect(refused).toContain("refuses the user");
    expect(refused).not.toContain("not-this-one");
    expect(await refusal(start({ DATABASE_URL: noDatabase.href }))).toContain(
      'There is no database "nowhere"',
    );
  });
});
