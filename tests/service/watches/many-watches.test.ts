import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { PUBLIC_RULE } from "#server/domain/watch.ts";
import { USUAL_TIMING } from "#server/domain/watch-timing.ts";
import { watchTasks } from "#server/jobs/watch-tasks.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { judgeCrossing, judgeDue } from "#server/services/watches/judge-watch.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { addFirm, addMember, asDispatcher, wish } from "./builders.ts";

/* A gate that very many watch: one change is news for all of them at once. */

const AT_ONCE = { ...USUAL_TIMING, gatherMinutes: 0, dampMinutes: 0 };

/** Watches of the public's on Torkham, which know how it stands. */
async function addMany(db: Database, many: number, timing: object = AT_ONCE): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    insert into watches (id, name, subject_kind, crossing_id, rule, timing, channel, email)
    select gen_random_uuid(), 'Torkham', 'crossing', 'torkham', ${JSON.stringify(PUBLIC_RULE)}::jsonb,
      ${JSON.stringify(timing)}::jsonb, 'email', 'reader' || i || '@mail.example'
    from generate_series(1, ${many}::int) i returning id`);
  await judgeCrossing(db, "torkham", NOW);
  return rows.map(({ id }) => id);
}

/** A trusted reporter opens Torkham, or closes it. */
async function report(db: Database, minutes: number, value: "open" | "closed"): Promise<string> {
  const actor = await addAccount(db, "reporter", { trusted: true });
  const at = addMs(NOW, minutes * MINUTE_MS);
  const said = closedReport(randomUUID(), {
    observedAt: at,
    claims: [{ kind: "state", track: "observed", lanes: ["PK-AF/truck"], value }],
  });
  await submitReport({ actor, database: db, now: at }, said);
  return at;
}

/** How many watches were told, how many notices that made, and in how many transactions. */
async function told(db: Database) {
  const [row] = await db.execute(sql`
    select count(distinct watch_id)::int as watches, count(*)::int as notices,
      count(distinct xmin::text)::int as transactions from notices`);
  return row;
}

const mailJobs = async (db: Database) => {
  const rows = await db.execute<{ key: string }>(sql`
    select key from graphile_worker.jobs where task_identifier = 'deliver_notice'
    order by priority, run_at, id`);
  return rows.map(({ key }) => key.replace("notice:", ""));
};

describe("a gate that very many watch", () => {
  test("is judged for a hundred at a time, and each is told once", async ({ loaded: { db } }) => {
    await report(db, 0, "open");
    await addMany(db, 250);
    const at = await report(db, 10, "closed");
    expect(await judgeCrossing(db, "torkham", at)).toBe(250);
    expect(await told(db)).toEqual({ watches: 250, notices: 250, transactions: 3 });
    expect(await mailJobs(db)).toHaveLength(250);
    expect(await judgeCrossing(db, "torkham", at)).toBe(0);
    expect(await told(db)).toMatchObject({ notices: 250 });
  });

  test("waits for none that somebody else has locked, and judges it then", async ({
    loaded: { db },
  }) => {
    await report(db, 0, "open");
    const ids = (await addMany(db, 120)).toSorted();
    const at = await report(db, 10, "closed");
    let judging: Promise<number> = Promise.resolve(0);
    await db.transaction(async (tx) => {
      await tx.execute(sql`select from watches where id = ${ids[0]}::uuid for update`);
      judging = judgeCrossing(db, "torkham", at);
      await expect.poll(() => told(db)).toMatchObject({ watches: 119 });
    });
    expect(await judging).toBe(120);
    expect(await told(db)).toMatchObject({ watches: 120, notices: 120 });
  });

  test("tells a firm before the public, in whichever order they were judged", async ({
    loaded: { db },
  }) => {
    await report(db, 0, "open");
    await addMany(db, 20);
    const firm = await addFirm(db);
    const owner = await addMember(db, firm.firmId, "owner");
    const [account] = await db.execute<{ email: string }>(
      sql`select email from accounts where id = ${owner.accountId}`,
    );
    const channel = { kind: "email", email: account?.email };
    const { id } = await saveWatch(asDispatcher(firm, db), wish({ channel }));
    expect(await judgeCrossing(db, "torkham", await report(db, 10, "closed"))).toBe(21);
    const [first] = await mailJobs(db);
    const [notice] = await db.execute(sql`select watch_id from notices where id = ${first}::uuid`);
    expect(notice).toEqual({ watch_id: id });
  });
});

describe("watches whose time comes at once", () => {
  const wakes = async (db: Database) => {
    const rows = await db.execute<{ key: string }>(sql`
      select key from graphile_worker.jobs where task_identifier = 'wake_watch' order by id`);
    return rows.map(({ key }) => key.replace("wake_watch ", ""));
  };

  /** The time of all of them has come, and no job that judges the whole crossing is left. */
  async function makeDue(db: Database): Promise<void> {
    await db.execute(
      sql`delete from graphile_worker._private_jobs where key = 'judge_crossing torkham'`,
    );
    await db.execute(sql`
      update graphile_worker._private_jobs set run_at = now() - interval '1 minute' where key like 'wake_watch %'`);
  }

  test("are judged together by the first that is woken, but for what another has begun", async ({
    loaded: { db, url },
  }) => {
    await report(db, 0, "open");
    await addMany(db, 150, { ...AT_ONCE, gatherMinutes: 5 });
    const at = await report(db, 10, "closed");
    expect(await judgeCrossing(db, "torkham", at)).toBe(0);
    await makeDue(db);
    const [first = "", begun = "", later = ""] = await wakes(db);
    const key = (id: string) => `wake_watch ${id}`;
    await db.execute(sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'another'
      where key = ${key(begun)}`);
    await db.execute(sql`update graphile_worker._private_jobs set run_at = now() + interval '1 hour'
      where key = ${key(later)}`);
    const dueAt = addMs(at, 6 * MINUTE_MS);
    expect(await judgeDue(db, first, dueAt)).toBe(100);
    expect(await told(db)).toEqual({ watches: 100, notices: 100, transactions: 1 });
    // Its own ends with its worker, which is not at work here.
    const left = await wakes(db);
    expect(left).toHaveLength(51);
    expect(left).toEqual(expect.arrayContaining([first, begun, later]));

    const taskList = watchTasks({ database: db, nowMs: () => Date.parse(dueAt), authSecret: "s" });
    await runOnce({ connectionString: url, taskList, logger: new Logger(() => () => {}) });
    expect(await told(db)).toMatchObject({ watches: 148, notices: 148 });
    expect((await wakes(db)).toSorted()).toEqual([begun, later].toSorted());
  });

  test("stay due when they cannot be judged together, and are judged one by one", async ({
    loaded: { db, url },
  }) => {
    await report(db, 0, "open");
    const ids = await addMany(db, 8, { ...AT_ONCE, gatherMinutes: 5 });
    const at = await report(db, 10, "closed");
    await judgeCrossing(db, "torkham", at);
    await makeDue(db);
    const [bad] = ids;
    await db.execute(sql`update watches set timing = '{}' where id = ${bad}::uuid`);
    const nowMs = () => Date.parse(addMs(at, 6 * MINUTE_MS));
    const taskList = watchTasks({ database: db, nowMs, authSecret: "s" });
    await runOnce({ connectionString: url, taskList, logger: new Logger(() => () => {}) });
    expect(await told(db)).toMatchObject({ watches: 7, notices: 7 });
    expect(await wakes(db)).toEqual([bad]);
  });
});
