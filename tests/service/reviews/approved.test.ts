import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { addMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { AnnouncementInput } from "#server/services/announcements/announcement-input.ts";
import { enterAnnouncement } from "#server/services/announcements/enter-announcement.ts";
import { setDelay } from "#server/services/crossings/set-delay.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { getDeskVersion } from "#server/services/reviews/get-desk-version.ts";
import { holdBack, listApproved } from "#server/services/reviews/list-approved.ts";
import { listQueue } from "#server/services/reviews/list-queue.ts";
import { listUnseen, markSeen } from "#server/services/reviews/list-unseen.ts";
import { publishDue } from "#server/services/reviews/publish-due.ts";
import { publishReport } from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const DELAY_MINUTES = 30;
const minutes = (many: number) => addMs(NOW, many * MINUTE_MS);
const at = (database: Database, actor: Actor | null, many = 0) => ({
  actor,
  database,
  now: minutes(many),
});

async function delayed(db: Database) {
  const input = { crossingId: "torkham", delayMinutes: DELAY_MINUTES };
  await setDelay(at(db, OPERATOR), input);
  return {
    desk: await addAccount(db, "verifier"),
    reporter: await addAccount(db, "reporter"),
    trusted: await addAccount(db, "reporter", { trusted: true }),
  };
}

const jobs = async (db: Database) =>
  (await db.execute(sql`select 1 from graphile_worker.jobs where key like 'publish_due %'`)).length;
const due = (db: Database, reportId: string, many: number) =>
  publishDue(db, { crossingId: "torkham", reportId }, minutes(many));

describe("approved and not public yet", () => {
  test("is listed by when it is due, what the desk approved as what is trusted, until it is public", async ({
    loaded: { db },
  }) => {
    const { desk, reporter, trusted } = await delayed(db);
    const observed = await submitReport(at(db, reporter), closedReport());
    const quiet = (await getDeskVersion(at(db, desk, 1))).version;
    const own = await submitReport(at(db, trusted, 2), closedReport());
    expect((await getDeskVersion(at(db, desk, 3))).version).not.toBe(quiet);
    const approved = await publishReport(at(db, desk, 5), { id: observed.id });
    expect(approved.publishAt).toBe(minutes(5 + DELAY_MINUTES));
    const { items } = await listApproved(at(db, desk, 6));
    expect(items).toMatchObject([
      { id: own.id, publishAt: minutes(2 + DELAY_MINUTES), reporterName: "Real Name" },
      { id: observed.id, publishAt: minutes(5 + DELAY_MINUTES) },
    ]);
    expect((await listQueue(at(db, desk, 6))).total).toBe(0);
    expect(await due(db, own.id, 2 + DELAY_MINUTES)).toBe(true);
    expect((await listApproved(at(db, desk, 40))).items).toMatchObject([{ id: observed.id }]);
  });

  test("can be held back: it waits for a decision again and never becomes public by itself", async ({
    loaded: { db },
  }) => {
    const { desk, trusted } = await delayed(db);
    const { id } = await submitReport(at(db, trusted), closedReport());
    expect(await jobs(db)).toBe(1);
    await Promise.all([1, 1].map((many) => holdBack(at(db, desk, many), { id })));
    expect(await jobs(db)).toBe(0);
    expect((await listApproved(at(db, desk, 2))).items).toEqual([]);
    expect((await listQueue(at(db, desk, 2))).items).toMatchObject([{ id, publishAt: null }]);
    // A job that had begun already.
    expect(await due(db, id, DELAY_MINUTES)).toBe(false);
    const [events] = await db.execute(sql`select count(*)::int as held from review_events
      where report_id = ${id}::uuid and account_id = ${desk.accountId}::uuid`);
    expect(events).toEqual({ held: 1 });
    const again = await publishReport(at(db, desk, 50), { id });
    expect(again.publishAt).toBe(minutes(50 + DELAY_MINUTES));
    expect(await due(db, id, 50 + DELAY_MINUTES)).toBe(true);
    await expect(holdBack(at(db, desk, 90), { id })).rejects.toMatchObject({
      code: "conflict",
      details: { review: "published" },
    });
  });

  test("of a trusted reporter it is still to be looked at once it is public", async ({
    loaded: { db },
  }) => {
    const { desk, trusted } = await delayed(db);
    const { id } = await submitReport(at(db, trusted), closedReport());
    expect((await listUnseen(at(db, desk, 1))).items).toEqual([]);
    await due(db, id, DELAY_MINUTES);
    expect((await listUnseen(at(db, desk, 40))).items).toMatchObject([{ id }]);
    await markSeen(at(db, desk, 41), { id });
    expect((await listUnseen(at(db, desk, 42))).items).toEqual([]);
  });

  test("is nothing that an authority announced: no reporter stood there", async ({
    loaded: { db },
  }) => {
    const { desk } = await delayed(db);
    const startsAt = addMs(NOW, HOUR_MS);
    const announcement = AnnouncementInput.parse({
      id: randomUUID(),
      crossing: "torkham",
      kind: "closure",
      title: "Works",
      party: "PK",
      lanes: ["PK-AF/truck"],
      value: "closed",
      startsAt,
      endsAt: addMs(startsAt, HOUR_MS),
    });
    await enterAnnouncement(at(db, desk), announcement);
    expect((await listApproved(at(db, desk, 1))).items).toEqual([]);
    expect(
      await db.execute(sql`select 1 from report_states where state = 'published'`),
    ).toHaveLength(1);
  });

  test.for(["reporter", "firm", null] as const)(
    "is not for %s",
    async (role, { loaded: { db } }) => {
      const actor = role === null ? null : await addAccount(db, role);
      const code = role === null ? "unauthenticated" : "forbidden";
      await expect(listApproved(at(db, actor))).rejects.toMatchObject({ code });
      await expect(holdBack(at(db, actor), { id: randomUUID() })).rejects.toMatchObject({ code });
    },
  );
});
