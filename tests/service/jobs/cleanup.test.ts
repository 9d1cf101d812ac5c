import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type SQL, sql } from "drizzle-orm";
import type { JobHelpers } from "graphile-worker";
import { describe, expect, vi } from "vitest";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";
import { addMs, DAY_MS } from "#server/domain/time.ts";
import { cleanupTasks } from "#server/jobs/cleanup.ts";
import { createLog } from "#server/log.ts";
import { forgetFiles } from "#server/services/bulk-import/forget-files.ts";
import { forgetDeadJobs } from "#server/services/dead-jobs.ts";
import { forgetNotices } from "#server/services/notices/forget-notices.ts";
import { forgetReminders } from "#server/services/reminders/forget-reminders.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { forgetLocks } from "#server/services/reviews/forget-locks.ts";
import { lockReport } from "#server/services/reviews/report-lock.ts";
import { endEndpoint } from "#server/services/webhooks/end-endpoint.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { openFirm } from "../webhooks/open-firm.ts";

const later = (days: number) => addMs(NOW, days * DAY_MS);
const count = async (db: Database, table: SQL) =>
  Number((await db.execute(sql`select count(*) as n from ${table}`))[0]?.n);

describe("the log of deliveries", () => {
  test("is kept for ninety days, and what waits for as long as it waits", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    const { db } = firm;
    const now = (days: number) => addMs(new Date(firm.clock.ms).toISOString(), days * DAY_MS);
    const sent = await firm.add();
    expect(await firm.deliver(sent)).toBe("sent");
    const waiting = await firm.add();
    expect(await forgetNotices(db, now(89))).toMatchObject({ notices: 0 });
    expect((await firm.log(sent))?.attempts).toHaveLength(1);
    expect(await forgetNotices(db, now(91))).toEqual({ notices: 1, watches: 0, endpoints: 0 });
    expect(await firm.log(sent)).toBeUndefined();
    expect(await count(db, sql`deliveries`)).toBe(0);
    expect(await firm.log(waiting)).toMatchObject({ state: "waiting" });
    expect(await firm.deliver(waiting)).toBe("sent");
  });

  test("goes with its webhook, and its secret, once that has ended", async ({ ownDatabase }) => {
    const firm = await openFirm(ownDatabase);
    const { db, endpointId } = firm;
    await firm.deliver(await firm.add());
    await endEndpoint(firm.ctx(), { endpointId });
    const now = (days: number) => addMs(new Date(firm.clock.ms).toISOString(), days * DAY_MS);
    expect(await forgetNotices(db, now(89))).toMatchObject({ notices: 0, endpoints: 0 });
    expect(await forgetNotices(db, now(91))).toMatchObject({ notices: 1, endpoints: 1 });
    expect(await count(db, sql`webhook_endpoints`)).toBe(0);
  });

  test("a watch that ended goes with its address when nothing of it is left", async ({
    loaded: { db },
  }) => {
    const watch = async (endedAt: string | null) => {
      const id = randomUUID();
      await db.execute(sql`
        insert into watches (id, name, subject_kind, crossing_id, rule, timing, channel, email, ended_at)
        values (${id}::uuid, 'w', 'crossing', 'torkham', '{}', '{}', 'email', 'a@example.org', ${endedAt}::timestamptz)`);
      return id;
    };
    const [ended, kept, told] = [await watch(NOW), await watch(null), await watch(NOW)];
    await db.execute(sql`
      insert into notices (id, watch_id, type, data, created_at, due_at, state, settled_at)
      values (gen_random_uuid(), ${told}::uuid, 'crossing.silent', '{}', ${later(30)}::timestamptz,
        ${later(30)}::timestamptz, 'sent', ${later(30)}::timestamptz)`);
    expect(await forgetNotices(db, later(91))).toEqual({ notices: 0, watches: 1, endpoints: 0 });
    const left = (await db.execute(sql`select id from watches`)).map((row) => row.id);
    expect(left.sort()).toEqual([kept, told].sort());
    expect(left).not.toContain(ended);
  });
});

test("a job that was given up is kept for a month, one that waits as long as it takes", async ({
  ownDatabase: { db },
}) => {
  await db.execute(sql`
    select graphile_worker.add_job(name, run_at := now() - interval '1 year', max_attempts := 2)
    from unnest(array['given up', 'new', 'waiting']) name`);
  const age = (name: string, days: number, attempts: number) =>
    db.execute(sql`
      update graphile_worker._private_jobs j set attempts = ${attempts}, updated_at = now() - ${days} * interval '1 day'
      from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = ${name}`);
  await age("given up", 31, 2);
  await age("new", 29, 2);
  await age("waiting", 31, 1);
  expect(await forgetDeadJobs(db)).toBe(1);
  const left = await db.execute(
    sql`select task_identifier as name from graphile_worker.jobs order by 1`,
  );
  expect(left.map(({ name }) => name)).toEqual(["new", "waiting"]);
});

test("locks of the desk go a day after they ended", async ({ loaded: { db } }) => {
  const reporter = await addAccount(db, "reporter");
  const { id } = await submitReport(
    { actor: reporter, database: db, now: NOW },
    closedReport(randomUUID()),
  );
  const desk = { actor: await addAccount(db, "verifier"), database: db, now: NOW };
  await lockReport(desk, { id, breaks: false });
  expect(await forgetLocks(db, later(0.5))).toBe(0);
  expect(await forgetLocks(db, later(2))).toBe(1);
});

test("a reminder goes when its silence is over, never while it lasts", async ({
  loaded: { db },
}) => {
  const actor = await addAccount(db, "reporter", { trusted: true });
  const ctx = { actor, database: db, now: NOW };
  await submitReport(ctx, closedReport(randomUUID()));
  await db.execute(sql`
    insert into reminders (crossing_id, account_id, last_word_at, at)
    select 'torkham', ${actor.accountId}::uuid, at, at from unnest(array[
      ${addMs(NOW, -DAY_MS)}::timestamptz, ${NOW}::timestamptz]) at`);
  expect(await forgetReminders(db, later(80))).toBe(0);
  expect(await forgetReminders(db, later(91))).toBe(1);
  const [left] = await db.execute(
    sql`select last_word_at::timestamptz = ${NOW}::timestamptz as is_newest from reminders`,
  );
  expect(left).toEqual({ is_newest: true });
});

test("files that nobody applied are given up after a week, and forgotten after a year", async ({
  loaded: { db },
}) => {
  await db.execute(sql`
    insert into imports (id, kind, file_name, created_at, state)
    select gen_random_uuid(), 'reports', state, ${NOW}::timestamptz, state
    from unnest(array['receiving', 'checked', 'applying', 'failed']) state`);
  await db.execute(sql`
    insert into import_pieces (import_id, ordinal, data) select id, n, 'YQ==' from imports, generate_series(1, 120) n`);
  await db.execute(sql`
    insert into import_problems (import_id, row, ordinal, field, message, raw)
    select id, 2, 0, 'state', 'no', '' from imports`);
  expect(await forgetFiles(db, later(6))).toBe(0);
  expect(await forgetFiles(db, later(8))).toBe(2);
  // Of the one that is being applied nothing is touched.
  expect(await count(db, sql`import_pieces`)).toBe(120);
  expect(await count(db, sql`import_problems`)).toBe(1);
  expect(await count(db, sql`imports`)).toBe(4);
  await forgetFiles(db, later(366));
  const left = await db.execute(sql`select state from imports`);
  expect(left).toEqual([{ state: "applying" }]);
});

test("goes step by step, however much there is", async ({ ownDatabase: { db } }) => {
  await db.execute(sql`
    insert into sign_in_failures (subject, failures, last_at) select n::text, 1, now() from generate_series(1, 25) n`);
  const step = vi.fn(
    (limit: SQL) => sql`
      delete from sign_in_failures where subject in (select subject from sign_in_failures ${limit}) returning 1`,
  );
  expect(await deleteInSteps(db, step, 10)).toBe(25);
  expect(await count(db, sql`sign_in_failures`)).toBe(0);
  // What one step takes, no more.
  await db.execute(sql`
    insert into sign_in_failures (subject, failures, last_at) select n::text, 1, now() from generate_series(1, 25) n`);
  expect(await db.execute(step(sql`limit 10`))).toHaveLength(10);
});

describe("the night's cleaning", () => {
  const HISTORY = ["reports", "claims", "review_events", "changes", "audit_events"] as const;

  test("leaves history as it is, a hundred years later", async ({ loaded: { db } }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    await submitReport({ actor, database: db, now: NOW }, closedReport(randomUUID()));
    await db.execute(sql`
      insert into audit_events (id, at, action, subject) values (gen_random_uuid(), ${NOW}::timestamptz, 'a', 'b')`);
    const counts = () =>
      Promise.all(HISTORY.map((name) => count(db, sql`${sql.identifier(name)}`)));
    const before = await counts();
    expect(before.every((n) => n > 0)).toBe(true);
    const said: unknown[] = [];
    const log = createLog({ level: "info", write: (line) => void said.push(line) });
    const nowMs = () => Date.parse(later(36_525));
    for (const clean of Object.values(cleanupTasks({ database: db, nowMs, log }))) {
      // The task reads neither its payload nor its helpers.
      await clean?.({}, {} as JobHelpers);
    }
    expect(said).toHaveLength(1);
    expect(await counts()).toEqual(before);
  });

  test("docs/retention.md says of every table what becomes of it", () => {
    const root = join(import.meta.dirname, "../../..");
    const folder = join(root, "server/db/schema");
    const tables = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/pgTable\(\s*"(\w+)"/g)].map(
        ([, name]) => name ?? "",
      ),
    );
    expect(tables.length).toBeGreaterThan(40);
    const told = readFileSync(join(root, "docs/retention.md"), "utf8");
    expect(tables.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });
});
