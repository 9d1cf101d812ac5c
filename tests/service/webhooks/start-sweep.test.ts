import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, onTestFinished } from "vitest";
import { test } from "../../support/database.ts";
import { killTeller, startTeller } from "../../support/start-teller.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { openFirm } from "./open-firm.ts";

/** Longer than a start takes: it must end while the first request is under way. */
const ANSWERED_AFTER_MS = 3_000;
const SETTLED_WITHIN_MS = 30_000;
const LIMIT_MS = 60_000;

test(
  "a worker that starts takes nothing for a dead one's that it has begun itself",
  async ({ ownDatabase }) => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-start-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const firm = await openFirm(ownDatabase);
    firm.receiver.answer = async (res) => {
      await delay(ANSWERED_AFTER_MS);
      res.writeHead(204).end();
    };
    await firm.add();
    const teller = await startTeller({ databaseUrl: firm.url, folder, authSecret: AUTH_SECRET });
    const waiting = async () => {
      const [row] = await firm.db.execute<{ n: number }>(
        sql`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'deliver_notice'`,
      );
      return row?.n;
    };
    onTestFinished(() => void teller.kill("SIGKILL"));
    await expect.poll(waiting, { timeout: SETTLED_WITHIN_MS, interval: 100 }).toBe(0);
    await killTeller(teller);
    expect(firm.receiver.received).toHaveLength(1);
  },
  LIMIT_MS,
);
