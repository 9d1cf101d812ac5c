import { sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import { fromMs, HOUR_MS } from "#server/domain/time.ts";
import { noticeTasks } from "#server/jobs/notice-delivery.ts";
import { scheduleWaiting } from "#server/services/notices/schedule-waiting.ts";
import { test } from "../../support/database.ts";
import { openFirm } from "./open-firm.ts";

describe("the job of a notice", () => {
  const work = ({ url, settings }: Awaited<ReturnType<typeof openFirm>>) =>
    runOnce({
      connectionString: url,
      taskList: noticeTasks(settings),
      logger: new Logger(() => () => {}),
    });

  test("delivers it", async ({ ownDatabase }) => {
    const firm = await openFirm(ownDatabase);
    await firm.add();
    await work(firm);
    expect(firm.receiver.received).toHaveLength(1);
  });

  test("that a dead worker holds is taken over, when it began and a minute later", async ({
    ownDatabase,
  }) => {
    const firm = await openFirm(ownDatabase);
    const die = (seconds: number) =>
      firm.db.execute(sql`update graphile_worker._private_jobs
        set locked_by = 'dead', locked_at = now() - ${seconds} * interval '1 second', attempts = 1`);
    await firm.add();
    await die(30);
    expect(await scheduleWaiting(firm.db, { isStart: false })).toBe(0);
    await work(firm);
    expect(firm.receiver.received).toHaveLength(0);
    expect(await scheduleWaiting(firm.db, { isStart: true })).toBe(1);
    await work(firm);
    expect(firm.receiver.received).toHaveLength(1);
    await firm.add();
    await die(61);
    expect(await scheduleWaiting(firm.db, { isStart: false })).toBe(1);
    await work(firm);
    expect(firm.receiver.received).toHaveLength(2);
    // A mail may take longer than a webhook without anybody being dead.
    await firm.add();
    await firm.db.execute(sql`update notices set endpoint_id = null where state = 'waiting'`);
    await die(61);
    expect(await scheduleWaiting(firm.db, { isStart: false })).toBe(0);
    await die(301);
    expect(await scheduleWaiting(firm.db, { isStart: false })).toBe(1);
    await work(firm);
    await firm.db.execute(sql`update notices set state = 'dropped' where state = 'waiting'`);
    // Nothing is left to take over, and a job that waits for its time is left alone.
    await firm.add({ at: fromMs(firm.clock.ms + HOUR_MS) });
    expect(await scheduleWaiting(firm.db, { isStart: true })).toBe(0);
  });
});
