import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, expect } from "vitest";
import { childEnv } from "#server/env.ts";
import { addKey } from "#server/services/accounts/add-key.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const KILLS = 200;
const SENDERS = 6;
/** A report is answered within some milliseconds: killing then hits before, between and after commit and answer. */
const KILL_WITHIN_MS = 30;
const LIMIT_MS = 15 * 60_000;
const SERVER = fileURLToPath(new URL("../../support/report-server.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gatewatch-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly port: string;
}

async function startServer(url: string): Promise<Running> {
  const child = spawn(process.execPath, [SERVER, url, folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: childEnv({ NODE_COMPILE_CACHE: join(folder, "compiled") }),
  });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  return { child, port: String(port) };
}

async function kill({ child }: Running): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

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
async function send({ port }: Running, { id, key, body }: Waiting): Promise<boolean> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/api/v1/reports`, {
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
    async function keepSending(server: Running, key: string, onAnswer: () => void): Promise<void> {
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

    let next = startServer(url);
    for (let round = 0; round < KILLS; round += 1) {
      const server = await next;
      // Its first answer takes long, because everything is loaded then.
      const answered = Promise.withResolvers<void>();
      const senders = Array.from({ length: SENDERS }, (_, i) =>
        keepSending(server, keys[i % keys.length] ?? "", answered.resolve),
      );
      await answered.promise;
      await delay(Math.random() * KILL_WITHIN_MS);
      await kill(server);
      next = startServer(url);
      await Promise.all(senders);
    }
    const last = await next;
    for (const report of waiting) if (await send(last, report)) acknowledged.add(report.id);
    waiting = [];
    await kill(last);

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
