import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, expect } from "vitest";
import { z } from "zod";
import { addKey } from "#server/services/accounts/add-key.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import {
  killReportServer,
  type RunningServer,
  startReportServer,
} from "../../support/report-server-process.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const KILLS = 20;
/** A gateway has some messages under way at a time. */
const UNDER_WAY = 4;
const KILL_WITHIN_MS = 25;
const LIMIT_MS = 4 * 60_000;
const NUMBER = "+923001234567";
const folder = mkdtempSync(join(tmpdir(), "gatewatch-killed-sms-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const Answer = z.object({ outcome: z.enum(["received", "repeat"]), reportId: z.string() });

interface Sms {
  readonly text: string;
  readonly receivedAt: string;
}

test(
  `killed ${KILLS} times amid SMS that the gateway sends again, none is lost and none is double`,
  async ({ loaded }) => {
    const { db, url } = loaded;
    const { accountId } = await addAccount(db, "reporter", { trusted: true });
    await db.execute(sql`insert into sender_numbers (number, account_id)
      values (${NUMBER}, ${accountId})`);
    const admin = await addAccount(db, "admin");
    const ctx = { actor: OPERATOR, database: db, now: NOW };
    const email = `${admin.accountId}@example.org`;
    const { key } = await addKey(ctx, { email, scopes: ["sms:write"] });

    const made: Sms[] = [];
    const waiting: Sms[] = [];
    /** Every id that an answer ever named, by text. */
    const answered = new Map<string, Set<string>>();
    let repeats = 0;
    let resent = 0;

    function nextSms(): Sms {
      const again = waiting.shift();
      if (again !== undefined) {
        resent += 1;
        return again;
      }
      const sms = {
        text: `TKM C OUT T${1_001 + made.length}.C 0000Z`,
        receivedAt: new Date().toISOString(),
      };
      made.push(sms);
      return sms;
    }

    /** false: no answer came, and the message waits to be sent again. */
    async function deliver({ origin }: RunningServer, sms: Sms): Promise<boolean> {
      let text: string;
      try {
        const reply = await fetch(`${origin}/api/v1/sms`, {
          method: "POST",
          headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
          body: JSON.stringify({ from: NUMBER, ...sms }),
        });
        text = await reply.text();
      } catch {
        waiting.push(sms);
        return false;
      }
      const { outcome, reportId } = Answer.parse(JSON.parse(text));
      if (outcome === "repeat") repeats += 1;
      answered.set(sms.text, (answered.get(sms.text) ?? new Set()).add(reportId));
      return true;
    }

    for (let round = 0; round < KILLS; round += 1) {
      const server = await startReportServer({ url, folder });
      const first = Promise.withResolvers<void>();
      const senders = Array.from({ length: UNDER_WAY }, async () => {
        while (await deliver(server, nextSms())) first.resolve();
      });
      await first.promise;
      await delay(Math.random() * KILL_WITHIN_MS);
      await killReportServer(server);
      await Promise.all(senders);
    }
    const last = await startReportServer({ url, folder });
    for (const sms of waiting.splice(0)) expect(await deliver(last, sms)).toBe(true);
    // A gateway that never had the answers sends all of it again.
    for (const sms of made) expect(await deliver(last, sms)).toBe(true);
    await killReportServer(last);

    const stored = await db.execute<{ id: string; via: string; state: string }>(sql`
      select r.id, r.via, s.state from reports r
      join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id`);
    const ids = made.map(({ text }) => [...(answered.get(text) ?? [])]);
    expect(resent).toBeGreaterThanOrEqual(KILLS);
    expect(repeats).toBeGreaterThanOrEqual(made.length);
    expect(ids.every((of) => of.length === 1)).toBe(true);
    expect(stored.map(({ id }) => id).sort()).toEqual(ids.flat().sort());
    expect(new Set(stored.map(({ via, state }) => `${via} ${state}`))).toEqual(
      new Set(["sms received"]),
    );
    console.log(`${KILLS} kills: ${made.length} SMS, ${resent} sent again, ${repeats} repeats`);
  },
  LIMIT_MS,
);
