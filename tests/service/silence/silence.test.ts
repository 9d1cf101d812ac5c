import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { addMs, HOUR_MS, type Instant } from "#server/domain/time.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { getRegistered } from "#server/services/crossings/find-crossings.ts";
import { takeReminders } from "#server/services/reminders/list-reminders.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { passCrossingTime, scheduleAllCrossings } from "#server/services/status/pass-time.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const truck = (value: string) => ({ kind: "state", lanes: ["PK-AF/truck"], value });

async function say(db: Database, actor: Actor, at: Instant, value = "closed"): Promise<void> {
  await submitReport(
    { actor, database: db, now: at },
    closedReport(randomUUID(), { observedAt: at, claims: [truck(value)] }),
  );
}

/** One millisecond after a word of `at` has become stale at Torkham. */
async function staleAt(db: Database, at: Instant): Promise<Instant> {
  const { expectedIntervalMinutes } = await getRegistered(db, "torkham", at);
  return addMs(at, expectedIntervalMinutes * 2 * 60_000 + 1);
}

async function silences(db: Database, now: Instant) {
  const ctx = { actor: null, database: db, now };
  const input = { slug: "torkham", limit: 50, at: null, before: null };
  const { changes } = await listLatestChanges(ctx, input);
  return changes.filter(({ details }) => details.some(({ kind }) => kind === "freshness"));
}

const remindersOf = async (db: Database, actor: Actor, now: Instant) =>
  (await takeReminders({ actor, database: db, now })).reminders;

const jobs = (db: Database, task: string) =>
  db.execute(sql`select key, run_at, payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${task}`);

describe("silence", () => {
  test("a crossing that grows stale is told once, with its lanes, at the instant it did", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    await say(db, actor, NOW);
    const stale = await staleAt(db, NOW);
    expect(await passCrossingTime(db, "torkham", addMs(stale, -1))).toBe(0);
    expect(await passCrossingTime(db, "torkham", stale)).toBe(1);
    const [change, ...more] = await silences(db, stale);
    expect(more).toEqual([]);
    expect(change?.observedAt).toBe(stale);
    expect(change?.details).toEqual([
      { kind: "freshness", to: "stale", lastWordAt: NOW },
      { kind: "lane", lane: "PK-AF/truck", from: "closed", to: "unknown" },
      expect.objectContaining({ kind: "level" }),
    ]);
    // Time goes on: silent, and looked at again and again.
    for (const hours of [1, 6, 12, 24, 72]) {
      await passCrossingTime(db, "torkham", addMs(stale, hours * HOUR_MS));
    }
    expect(await silences(db, addMs(stale, 72 * HOUR_MS))).toHaveLength(1);
  });

  test("two processes that look at once tell it once and remind once", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    await say(db, actor, NOW);
    const stale = await staleAt(db, NOW);
    const looks = Array.from({ length: 8 }, () => passCrossingTime(db, "torkham", stale));
    expect((await Promise.all(looks)).filter((told) => told > 0)).toEqual([1]);
    expect(await silences(db, stale)).toHaveLength(1);
    expect(await remindersOf(db, actor, stale)).toMatchObject([{ lastWordAt: NOW }]);
    expect(await jobs(db, "mail_reminder")).toHaveLength(1);
  });

  test("a process that was down tells afterwards what it missed, each at its instant", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    await say(db, actor, NOW, "open");
    const stale = await staleAt(db, NOW);
    const back = addMs(NOW, 200 * HOUR_MS);
    await passCrossingTime(db, "torkham", back);
    const [change] = await silences(db, back);
    expect(change).toMatchObject({ at: back, observedAt: stale });
    expect(await remindersOf(db, actor, back)).toHaveLength(1);
  });

  test("a report that comes before anybody looked tells the silence before itself, and reminds nobody", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    await say(db, actor, NOW);
    const back = addMs(NOW, 100 * HOUR_MS);
    await say(db, actor, back, "open");
    const ctx = { actor: null, database: db, now: back };
    const input = { slug: "torkham", limit: 50, at: null, before: null };
    const { changes } = await listLatestChanges(ctx, input);
    expect(changes.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(changes[1]?.details[0]).toMatchObject({ kind: "freshness" });
    expect(changes[0]?.details[0]).toMatchObject({ kind: "lane", from: "unknown", to: "open" });
    await passCrossingTime(db, "torkham", addMs(back, HOUR_MS));
    expect(await remindersOf(db, actor, back)).toEqual([]);
  });

  test("a silence that ends and comes again is told and reminded of a second time", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const other = await addAccount(db, "reporter");
    await say(db, actor, NOW);
    const first = await staleAt(db, NOW);
    await passCrossingTime(db, "torkham", first);
    expect(await remindersOf(db, other, first)).toMatchObject([{ lastWordAt: NOW }]);
    const again = addMs(first, HOUR_MS);
    await say(db, actor, again);
    expect(await remindersOf(db, other, again)).toEqual([]);
    const second = await staleAt(db, again);
    await passCrossingTime(db, "torkham", second);
    expect(await silences(db, second)).toHaveLength(2);
    expect(await remindersOf(db, other, second)).toMatchObject([{ lastWordAt: again }]);
    const rows = await db.execute(sql`select * from reminders`);
    expect(rows).toHaveLength(4);
  });

  test("each derivation leaves one job a crossing, for when its time comes", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const soon = new Date().toISOString();
    await say(db, actor, soon);
    await say(db, actor, addMs(soon, 1_000), "open");
    await scheduleAllCrossings(db);
    const rows = await jobs(db, "pass_time");
    expect(rows).toMatchObject([{ key: "pass_time torkham" }]);
    expect(new Date(String(rows[0]?.run_at)).getTime()).toBeGreaterThan(Date.now() + HOUR_MS);
  });

  test("a crossing of which nothing was ever seen falls into no silence", async ({
    loaded: { db },
  }) => {
    await addAccount(db, "reporter");
    expect(await passCrossingTime(db, "torkham", addMs(NOW, 500 * HOUR_MS))).toBe(0);
    expect(await passCrossingTime(db, "nowhere", NOW)).toBe(0);
  });
});
