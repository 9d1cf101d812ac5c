import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, onTestFinished } from "vitest";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { openMailReceiver } from "../../support/mail-receiver.ts";
import { addAccount, closedReport, test } from "../../support/reports.ts";
import { killTeller, startTeller } from "../../support/start-teller.ts";
import { openReceiver } from "../../support/webhook-receiver.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { addFirm, asDispatcher, wish } from "./builders.ts";
import { countUntold, expectToldOnce } from "./told-once.ts";

const ROUNDS = 12;
const REPORTS_A_ROUND = 3;
/** The worker is killed within so long of the last report: before, while or after it judges and tells. */
const KILL_WITHIN_MS = 300;
/** A job that a dying worker took at the very end is found by the sweep of the next minute. */
const SETTLED_WITHIN_MS = 120_000;
const LIMIT_MS = 5 * 60_000;

const now = () => new Date().toISOString();

/*
 * From the report to a firm's own system and mailbox, through the real worker, a webhook that is verified by the public
 * library and a mail server that is not ours.
 */
test(
  `every change is told once by webhook and by mail, though the worker is killed ${ROUNDS} times`,
  async ({ loaded: { db, url } }) => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-told-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const receiver = await openReceiver();
    onTestFinished(() => receiver.close());
    const mailbox = await openMailReceiver();
    onTestFinished(() => mailbox.close());
    const firm = await addFirm(db);
    await db.execute(sql`update firms set private_networks = array['127.0.0.0/8']`);
    const ctx = { ...asDispatcher(firm, db, now()), authSecret: AUTH_SECRET };
    const hook = await addEndpoint(ctx, { id: randomUUID(), url: receiver.url });
    receiver.secrets = [hook.secret ?? ""];
    const rule = {
      kind: "state",
      on: ["closed", "opened", "first_movement"],
      direction: null,
      mode: "truck",
    };
    const timing = { ...wish().timing, capPerHour: 60 };
    for (const channel of [
      { kind: "webhook", endpoint: hook.endpointId },
      { kind: "email", email: `${firm.dispatcher.accountId}@example.org` },
    ]) {
      await saveWatch(ctx, wish({ id: randomUUID(), rule, timing, channel }));
    }
    const actor = await addAccount(db, "reporter", { trusted: true });
    const settings = { databaseUrl: url, folder, authSecret: AUTH_SECRET, smtpUrl: mailbox.url };
    const reportIds: string[] = [];
    let isClosed = false;
    for (let round = 0; round < ROUNDS; round += 1) {
      const teller = await startTeller(settings);
      for (let i = 0; i < REPORTS_A_ROUND; i += 1) {
        isClosed = !isClosed;
        const at = now();
        const lanes = ["PK-AF/truck", "AF-PK/truck"];
        const claims = [{ kind: "state", lanes, value: isClosed ? "closed" : "open" }];
        const id = randomUUID();
        reportIds.push(id);
        const report = closedReport(id, { observedAt: at, claims });
        await submitReport({ actor, database: db, now: at }, report);
        await delay(Math.random() * KILL_WITHIN_MS);
      }
      await killTeller(teller);
    }
    const last = await startTeller(settings);
    onTestFinished(() => void last.kill("SIGKILL"));
    await expect.poll(() => countUntold(db), { timeout: SETTLED_WITHIN_MS, interval: 200 }).toBe(0);
    await killTeller(last);
    expect(reportIds).toHaveLength(ROUNDS * REPORTS_A_ROUND);
    const host = "gatewatch.example";
    const figures = await expectToldOnce({ db, receiver, mailbox, host, reportIds });
    console.log(`${ROUNDS} kills of the worker: ${figures}`);
  },
  LIMIT_MS,
);
