import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import { watchTasks } from "#server/jobs/watch-tasks.ts";
import { AnnouncementInput } from "#server/services/announcements/announcement-input.ts";
import { enterAnnouncement } from "#server/services/announcements/enter-announcement.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { judgeWatch } from "#server/services/watches/judge-watch.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { wakeForgotten } from "#server/services/watches/wake-forgotten.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { addFirm, asDispatcher, wish } from "./builders.ts";

describe("a watch whose time has come", () => {
  test("tells a planned closure two days before it", async ({ loaded: { db } }) => {
    const firm = await addFirm(db);
    const rule = { kind: "planned", leadHours: 48, direction: null, mode: "truck" };
    const { id } = await saveWatch(asDispatcher(firm, db), wish({ rule }));
    const actor = await addAccount(db, "verifier");
    const holiday = AnnouncementInput.parse({
      id: randomUUID(),
      crossing: "torkham",
      kind: "holiday",
      title: "Eid",
      party: "PK",
      lanes: ["PK-AF/truck"],
      value: "closed",
      startsAt: "2026-11-26T00:00:00+05:00",
      endsAt: "2026-11-27T00:00:00+05:00",
    });
    await enterAnnouncement({ actor, database: db, now: NOW }, holiday);
    expect(await judgeWatch(db, id, NOW)).toBe(false);
    const dueAt = addMs("2026-11-25T19:00:00.000Z", -48 * HOUR_MS);
    expect(await judgeWatch(db, id, addMs(dueAt, -MINUTE_MS))).toBe(false);
    expect(await judgeWatch(db, id, dueAt)).toBe(true);
    expect(await judgeWatch(db, id, addMs(dueAt, HOUR_MS))).toBe(false);
    const [notice] = await db.execute(
      sql`select type, data->'items'->0->'word' as word from notices`,
    );
    expect(notice).toMatchObject({ type: "crossing.closure.planned", word: { title: "Eid" } });
  });

  test("says nothing of a silence that a report ended before the digest", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const actor = await addAccount(db, "reporter", { trusted: true });
    const say = (at: string) =>
      submitReport(
        { actor, database: db, now: at },
        closedReport(randomUUID(), { observedAt: at }),
      );
    await say(NOW);
    const timing = {
      digestHour: 7,
      quiet: null,
      gatherMinutes: 0,
      dampMinutes: 0,
      capPerHour: 10,
    };
    const rule = { kind: "silence", hours: 24 };
    const told = await saveWatch(asDispatcher(firm, db), wish({ rule, timing }));
    const ended = await saveWatch(asDispatcher(firm, db), wish({ rule, timing }));
    // 21:01 in Karachi, the day after; the digest is ten hours later.
    const silentAt = addMs(NOW, 24 * HOUR_MS + MINUTE_MS);
    const digestAt = addMs(NOW, 34 * HOUR_MS);
    for (const { id } of [told, ended]) expect(await judgeWatch(db, id, silentAt)).toBe(false);
    expect(await judgeWatch(db, told.id, digestAt)).toBe(true);
    await say(addMs(NOW, 31 * HOUR_MS));
    expect(await judgeWatch(db, ended.id, digestAt)).toBe(false);
  });

  test("is woken when the worker that judged for it has died", async ({ loaded: { db, url } }) => {
    const firm = await addFirm(db);
    await saveWatch(asDispatcher(firm, db), wish());
    const actor = await addAccount(db, "reporter", { trusted: true });
    const at = addMs(NOW, MINUTE_MS);
    const report = closedReport(randomUUID(), { observedAt: at });
    await submitReport({ actor, database: db, now: at }, report);
    expect(await wakeForgotten(db, { isStart: false })).toBe(0);
    await db.execute(sql`
      update graphile_worker._private_jobs set locked_at = now() - interval '5 minutes', locked_by = 'dead',
        attempts = 1`);
    expect(await wakeForgotten(db, { isStart: false })).toBe(1);
    const taskList = watchTasks({
      database: db,
      nowMs: () => Date.parse(at),
      authSecret: "a secret",
    });
    await runOnce({ connectionString: url, taskList, logger: new Logger(() => () => {}) });
    const [row] = await db.execute(sql`select count(*)::int as n from notices`);
    expect(row?.n).toBe(1);
    expect(await wakeForgotten(db, { isStart: false })).toBe(0);
  });
});
