import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { createDatabase, type Database } from "#server/db/client.ts";
import { dataDirPaths } from "#server/db/data-dir.ts";
import { findRunningEmbedded } from "#server/db/embedded.ts";
import { readPostmaster } from "#server/db/embedded-postmaster.ts";
import { findLockOwner } from "#server/process-lock.ts";
import { addKey } from "#server/services/accounts/add-key.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import {
  endGatewatch,
  findFreePort,
  type GatewatchProcess,
  launch,
  untilReady,
} from "../../support/gatewatch-process.ts";
import { openMailReceiver } from "../../support/mail-receiver.ts";
import { addAccount } from "../../support/reports.ts";
import { openReceiver } from "../../support/webhook-receiver.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { asOperator } from "../firms/builders.ts";
import { addFirm, asDispatcher, wish } from "./builders.ts";
import { countUntold, expectToldOnce } from "./told-once.ts";

const CRASHES = 3;
const REPORTS = 12;
/** So many are acknowledged between two crashes, and then it comes within so long: before, while or after they are told. */
const REPORTS_A_ROUND = 3;
const CRASH_WITHIN_MS = 400;
/** What a dying worker held is taken over when the next one starts. */
const SETTLED_WITHIN_MS = 75_000;
/** Building the pages comes first when the sources have changed. */
const LIMIT_MS = 6 * 60_000;

/** The database of the Gatewatch that runs on a data folder. */
async function withDatabase<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const url = findRunningEmbedded(dataDir);
  if (url === null) throw new Error(`no database answers for ${dataDir}`);
  const { db, close } = createDatabase(url, { max: 2 });
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** As a power cut does: launcher, server with its worker, and the database with all its processes. */
async function crash(gatewatch: GatewatchProcess, dataDir: string): Promise<void> {
  const { lock, postgres } = dataDirPaths(dataDir);
  const server = findLockOwner(lock)?.pid;
  const postmaster = readPostmaster(postgres)?.pid;
  const launcher = gatewatch.child.pid;
  if (server === undefined || postmaster === undefined || launcher === undefined) {
    throw new Error("not all of Gatewatch is running");
  }
  // A database has a process group of its own.
  for (const pid of [launcher, server, -postmaster]) process.kill(pid, "SIGKILL");
  await gatewatch.ended;
}

/** Somebody who reports by a key, a firm whose own system and mailbox are told of Torkham's trucks. */
async function setUp(db: Database, receiverUrl: string) {
  const firm = await addFirm(db);
  await db.execute(sql`update firms set private_networks = array['127.0.0.0/8']`);
  const ctx = { ...asDispatcher(firm, db, new Date().toISOString()), authSecret: AUTH_SECRET };
  const hook = await addEndpoint(ctx, { id: randomUUID(), url: receiverUrl });
  const on = ["closed", "opened", "first_movement"];
  const rule = { kind: "state", on, direction: null, mode: "truck" };
  const timing = { ...wish().timing, capPerHour: 60 };
  for (const channel of [
    { kind: "webhook", endpoint: hook.endpointId },
    { kind: "email", email: `${firm.dispatcher.accountId}@example.org` },
  ]) {
    await saveWatch(ctx, wish({ id: randomUUID(), rule, timing, channel }));
  }
  const { accountId } = await addAccount(db, "reporter", { trusted: true });
  const email = `${accountId}@example.org`;
  const operator = { ...asOperator(db), now: ctx.now };
  const { key } = await addKey(operator, { email, scopes: ["reports:write"] });
  return { key, secret: hook.secret ?? "" };
}

test(
  `every change is told once by webhook and mail, though all of Gatewatch is killed ${CRASHES} times`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-crash-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const receiver = await openReceiver();
    onTestFinished(() => receiver.close());
    const mailbox = await openMailReceiver();
    onTestFinished(() => mailbox.close());
    const dataDir = join(folder, "data");
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const settings = {
      PORT: new URL(url).port,
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      AUTH_SECRET,
      SMTP_URL: mailbox.url,
      LOG_LEVEL: "error",
    };
    let running: GatewatchProcess | null = null;
    onTestFinished(async () => {
      if (running !== null) await endGatewatch(running);
    });
    const start = async () => {
      running = launch(["start"], settings);
      await untilReady(running, url);
      return running;
    };
    let gatewatch = await start();
    const { key, secret } = await withDatabase(dataDir, (db) => setUp(db, receiver.url));
    receiver.secrets = [secret];

    const reportIds: string[] = [];
    /** As a phone does: one after the other, each under its id until it is acknowledged. */
    const report = async (value: "open" | "closed") => {
      const id = randomUUID();
      const lanes = ["PK-AF/truck", "AF-PK/truck"];
      const observedAt = new Date().toISOString();
      const claims = [{ kind: "state", lanes, value }];
      const request = {
        method: "POST",
        headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
        body: JSON.stringify({ id, crossing: "torkham", observedAt, claims }),
      };
      for (;;) {
        const status = await fetch(`${url}/api/v1/reports`, request).then(
          (reply) => reply.status,
          () => null,
        );
        if (status === 200 || status === 201) break;
        if (status !== null && status < 500) throw new Error(`a report was refused: ${status}`);
        await delay(50);
      }
      reportIds.push(id);
    };
    const reporting = (async () => {
      // The record has closed it: what opens is news.
      for (let i = 0; i < REPORTS; i += 1) await report(i % 2 === 0 ? "open" : "closed");
    })();
    for (let round = 1; round <= CRASHES; round += 1) {
      const wanted = round * REPORTS_A_ROUND;
      await expect
        .poll(() => reportIds.length, { timeout: SETTLED_WITHIN_MS, interval: 10 })
        .toBeGreaterThanOrEqual(wanted);
      await delay(Math.random() * CRASH_WITHIN_MS);
      await crash(gatewatch, dataDir);
      gatewatch = await start();
    }
    await reporting;
    await withDatabase(dataDir, async (db) => {
      await expect
        .poll(() => countUntold(db), { timeout: SETTLED_WITHIN_MS, interval: 200 })
        .toBe(0);
      const figures = await expectToldOnce({ db, receiver, mailbox, host: "127.0.0.1", reportIds });
      console.log(`${CRASHES} crashes of everything: ${figures}`);
    });
  },
  LIMIT_MS,
);
