import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, expect } from "vitest";
import { addKey } from "#server/services/accounts/add-key.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import {
  killReportServer,
  type RunningServer,
  startReportServer,
} from "../../support/report-server-process.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const KILLS = 200;
const SENDERS = 6;
/** A report is answered within some milliseconds: killing then hits before, between and after commit and answer. */
const KILL_WITHIN_MS = 30;
const LIMIT_MS = 15 * 60_000;
const folder = mkdtempSync(join(tmpdir(), "gatewatch-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Waiting {
  readonly id: string;
  readonly key: string;
  readonly body: string;
}

function newReport(key: string): Waiting {
  const id = randomUUID();
  const low = 100 + Math.floor(Math.random() * 900);
  const body = JSON.stringify({
    id,
    crossing: "torkham",
    observedAt: new Date().toISOString(),
    claims: [
      { kind: "state", lanes: ["PK-AF/truck"], value: low % 2 === 0 ? "closed" : "restricted" },
      { kind: "count", metric: "trucks_stranded", side: "PK", low, high: low, basis: "counted" },
    ],
  });
  return { id, key, body };
}

/** As an outbox does: true only for an acknowledgement that names the report. */
async function send({ origin }: RunningServer, { id, key, body }: Waiting): Promise<boolean> {
  try {
    const reply = await fetch(`${origin}/api/v1/reports`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body,
    });
    const receipt: unknown = await reply.json();
    if (!reply.ok) throw new Error(`refused: ${JSON.stringify(receipt)}`);
    return JSON.stringify(receipt).includes(id);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("refused")) throw error;
    return false;
  }
}

test(
  `killed ${KILLS} times at random moments, every acknowledged report is there once`,
  async ({ loaded }) => {
    const { db, url } = loaded;
    const keys: string[] = [];
    for (const trusted of [true, false]) {
      const { accountId } = await addAccount(db, "reporter", { trusted });
      const ctx = { actor: OPERATOR, database: db, now: NOW };
      const scopes = ["reports:write" as const];
      keys.push((await addKey(ctx, { email: `${accountId}@example.org`, scopes })).key);
    }
    const acknowledged = new Set<string>();
    const all = new Set<string>();
    let waiting: Waiting[] = [];
    let unanswered = 0;
    let resent = 0;

    /** Sends what waits, then new ones, until the server is gone. */
    async function keepSending(
      server: RunningServer,
      key: string,
      onAnswer: () => void,
    ): Promise<void> {
      for (;;) {
        const again = waiting.shift();
        if (again !== undefined) resent += 1;
        const report = again ?? newReport(key);
        all.add(report.id);
        if (await send(server, report)) {
          acknowledged.add(report.id);
          onAnswer();
        } else {
          unanswered += 1;
          waiting.push(report);
          return;
        }
      }
    }

    let next = startReportServer({ url, folder });
    for (let round = 0; round < KILLS; round += 1) {
      const server = await next;
      // Its first answer takes long, because everything is loaded then.
      const answered = Promise.withResolvers<void>();
      const senders = Array.from({ length: SENDERS }, (_, i) =>
        keepSending(server, keys[i % keys.length] ?? "", answered.resolve),
      );
      await answered.promise;
      await delay(Math.random() * KILL_WITHIN_MS);
      await killReportServer(server);
      next = startReportServer({ url, folder });
      await Promise.all(senders);
    }
    const last = await next;
    for (const report of waiting) if (await send(last, report)) acknowledged.add(report.id);
    waiting = [];
    await killReportServer(last);

    const count = async (query: ReturnType<typeof sql>) =>
      Number((await db.execute<{ n: string }>(query))[0]?.n);
    const stored = await db.execute<{ id: string }>(sql`select id from reports`);
    expect(unanswered).toBeGreaterThan(KILLS);
    expect(resent).toBeGreaterThan(KILLS / 2);
    expect(acknowledged).toEqual(all);
    expect(stored.map(({ id }) => id).sort()).toEqual([...all].sort());
    // Whatever follows from a report was done with it, once.
    const published = await count(
      sql`select count(*) as n from report_states where state = 'published'`,
    );
    expect(published).toBeGreaterThan(0);
    expect(await count(sql`select count(*) as n from claims`)).toBe(published * 2);
    expect(await count(sql`select count(*) as n from review_events`)).toBe(published);
    expect(
      await count(sql`select coalesce(sum(claims), 0) as n from figure_buckets where grain = 60`),
    ).toBe(published);
    console.log(
      `${KILLS} kills: ${all.size} reports, ${unanswered} unanswered, ${resent} sent again`,
    );
  },
  LIMIT_MS,
);
