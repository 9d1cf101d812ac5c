import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { LOCK_MS } from "#server/domain/report-lock.ts";
import { addMs } from "#server/domain/time.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { getDeskVersion } from "#server/services/reviews/get-desk-version.ts";
import { listQueue } from "#server/services/reviews/list-queue.ts";
import { listUnseen, markSeen } from "#server/services/reviews/list-unseen.ts";
import { lockReport, unlockReport } from "#server/services/reviews/report-lock.ts";
import { markUnverifiable, publishReport } from "#server/services/reviews/review-report.ts";
import { previewReport } from "#server/services/reviews/weigh-reports.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const at = (database: Database, actor: Actor | null, minutes = 0) => ({
  actor,
  database,
  now: addMs(NOW, minutes * 60_000),
});

/** A report on the trucks of one direction. */
const trucks = (value: string, over: object = {}) =>
  closedReport(randomUUID(), {
    claims: [{ kind: "state", lanes: ["PK-AF/truck"], value }],
    ...over,
  });

describe("the queue", () => {
  test("what would change the public view comes first, with its effect in front", async ({
    loaded: { db },
  }) => {
    const trusted = await addAccount(db, "reporter", { trusted: true });
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    await submitReport(at(db, trusted), trucks("closed"));
    const same = await submitReport(at(db, reporter, 1), trucks("closed"));
    const opens = await submitReport(
      at(db, reporter, 2),
      trucks("restricted", { observedAt: addMs(NOW, 120_000) }),
    );
    const { items, total } = await listQueue(at(db, desk, 3));
    expect(total).toBe(2);
    expect(items.map(({ id }) => id)).toEqual([opens.id, same.id]);
    expect(items[0]?.urgency.reasons).toContain("lane");
    expect(items[0]?.details).toContainEqual({
      kind: "lane",
      lane: "PK-AF/truck",
      from: "closed",
      to: "restricted",
    });
    expect(items[1]?.urgency.reasons).not.toContain("lane");
    expect(items[1]?.corroboration).toMatchObject([{ agreeing: 1, sinceAt: NOW, differing: 0 }]);
  });

  test("what is previewed is what publishing then changes, and previewing writes nothing", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const { id } = await submitReport(at(db, reporter), closedReport());
    const { details } = await previewReport(at(db, desk, 1), { id });
    expect(await db.execute(sql`select 1 from changes`)).toHaveLength(0);
    expect(await db.execute(sql`select 1 from claims`)).toHaveLength(0);
    await publishReport(at(db, desk, 1), { id });
    const [change] = await db.execute(sql`select details from changes`);
    expect(change?.details).toEqual(details);
    expect((await previewReport(at(db, desk, 2), { id })).details).toEqual([]);
  });

  test("its version changes with what there is to show, and with nothing else", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const version = async (minutes: number) =>
      (await getDeskVersion(at(db, desk, minutes))).version;
    const empty = await version(0);
    const { id } = await submitReport(at(db, reporter), closedReport());
    const one = await version(1);
    expect(one).not.toBe(empty);
    expect(await version(2)).toBe(one);
    await lockReport(at(db, desk, 2), { id, breaks: false });
    const locked = await version(2);
    expect(locked).not.toBe(one);
    await lockReport(at(db, desk, 4), { id, breaks: false });
    expect(await version(5)).toBe(locked);
    expect(await version(10)).toBe(one);
    await publishReport(at(db, desk, 11), { id });
    expect(await version(11)).toBe(empty);
  });

  test.for(["reporter", "firm", null] as const)(
    "%s may not see it",
    async (role, { loaded: { db } }) => {
      const actor = role === null ? null : await addAccount(db, role);
      const code = role === null ? "unauthenticated" : "forbidden";
      const id = randomUUID();
      const ctx = at(db, actor);
      for (const ask of [
        () => listQueue(ctx),
        () => listUnseen(ctx),
        () => getDeskVersion(ctx),
        () => previewReport(ctx, { id }),
        () => markSeen(ctx, { id }),
        () => unlockReport(ctx, { id }),
      ]) {
        await expect(ask()).rejects.toMatchObject({ code });
      }
    },
  );
});

describe("a lock", () => {
  async function twoAtTheDesk(db: Database) {
    const reporter = await addAccount(db, "reporter");
    const first = await addAccount(db, "verifier");
    const second = await addAccount(db, "admin");
    const { id } = await submitReport(at(db, reporter), closedReport());
    return { first, second, id };
  }

  test("says who holds it, and keeps others from deciding until it ends", async ({
    loaded: { db },
  }) => {
    const { first, second, id } = await twoAtTheDesk(db);
    const lock = await lockReport(at(db, first), { id, breaks: false });
    expect(lock).toMatchObject({
      holderName: "Real Name",
      isMine: true,
      expiresAt: addMs(NOW, LOCK_MS),
    });
    const seen = await listQueue(at(db, second, 1));
    expect(seen.items[0]?.lock).toMatchObject({ holderName: "Real Name", isMine: false });
    await expect(lockReport(at(db, second, 1), { id, breaks: false })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Real Name"),
    });
    // With what it takes to say so in any language.
    await expect(publishReport(at(db, second, 4), { id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Real Name"),
      details: { heldBy: { name: "Real Name", until: addMs(NOW, LOCK_MS) } },
    });
    await publishReport(at(db, second, 5), { id });
    expect(await db.execute(sql`select 1 from report_locks`)).toHaveLength(0);
  });

  test("lasts while it is renewed, and is somebody else's once it has ended", async ({
    loaded: { db },
  }) => {
    const { first, second, id } = await twoAtTheDesk(db);
    await lockReport(at(db, first), { id, breaks: false });
    const renewed = await lockReport(at(db, first, 4), { id, breaks: false });
    expect(renewed).toMatchObject({ takenAt: NOW, expiresAt: addMs(NOW, 9 * 60_000) });
    await expect(lockReport(at(db, second, 8), { id, breaks: false })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await lockReport(at(db, second, 9), { id, breaks: false })).toMatchObject({
      isMine: true,
    });
  });

  test("broken by another it is theirs, both hear of it, and it is written down", async ({
    loaded: { db },
  }) => {
    const { first, second, id } = await twoAtTheDesk(db);
    await lockReport(at(db, first), { id, breaks: false });
    await lockReport(at(db, second, 1), { id, breaks: true });
    await expect(lockReport(at(db, first, 2), { id, breaks: false })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(markUnverifiable(at(db, first, 2), { id, reason: null })).rejects.toMatchObject({
      code: "conflict",
    });
    const audit = await db.execute(sql`select account_id, subject, details from audit_events
      where action = 'report.break_lock'`);
    expect([...audit]).toEqual([
      { account_id: second.accountId, subject: id, details: { from: first.accountId } },
    ]);
    await publishReport(at(db, second, 2), { id });
  });

  test("ten who reach for it at once: one has it, nine hear who", async ({ loaded: { db } }) => {
    const { id } = await twoAtTheDesk(db);
    const people = await Promise.all(Array.from({ length: 10 }, () => addAccount(db, "verifier")));
    const outcomes = await Promise.allSettled(
      people.map((actor) => lockReport(at(db, actor), { id, breaks: false })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
    }
  });

  test("is let go by its holder alone, and there is none on what is decided or missing", async ({
    loaded: { db },
  }) => {
    const { first, second, id } = await twoAtTheDesk(db);
    await lockReport(at(db, first), { id, breaks: false });
    await unlockReport(at(db, second), { id });
    expect((await listQueue(at(db, second, 1))).items[0]?.lock?.isMine).toBe(false);
    await unlockReport(at(db, first), { id });
    expect((await listQueue(at(db, second, 1))).items[0]?.lock).toBeNull();
    await publishReport(at(db, second, 1), { id });
    await expect(lockReport(at(db, first, 1), { id, breaks: true })).rejects.toMatchObject({
      code: "conflict",
      details: { review: "published" },
    });
    await expect(
      lockReport(at(db, first, 1), { id: randomUUID(), breaks: false }),
    ).rejects.toMatchObject({ code: "not_found" });
    const reporter = await addAccount(db, "reporter");
    await expect(lockReport(at(db, reporter), { id, breaks: true })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("reviewed after", () => {
  test("what a trusted reporter published at once waits to be looked at, once", async ({
    loaded: { db },
  }) => {
    const trusted = await addAccount(db, "reporter", { trusted: true });
    const observer = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const { id } = await submitReport(at(db, trusted), closedReport());
    const waiting = await submitReport(at(db, observer), closedReport());
    await publishReport(at(db, desk, 1), { id: waiting.id });
    const { items } = await listUnseen(at(db, desk, 2));
    expect(items).toMatchObject([{ id, review: "published", reporterName: "Real Name" }]);
    await Promise.all([markSeen(at(db, desk, 3), { id }), markSeen(at(db, desk, 3), { id })]);
    expect((await listUnseen(at(db, desk, 4))).items).toEqual([]);
    const [events] = await db.execute(
      sql`select count(*)::int as events from review_events where report_id = ${id}::uuid`,
    );
    expect(events).toEqual({ events: 2 });
    await expect(markSeen(at(db, desk), { id: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
