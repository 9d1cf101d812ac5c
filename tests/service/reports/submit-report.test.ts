import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { DomainError } from "#server/domain/errors.ts";
import { type ReportInput, readClaims } from "#server/domain/report-input.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { listClosures } from "#server/services/closures/list-closures.ts";
import { refreshClosures } from "#server/services/closures/refresh-closures.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { listOwnReports, listPublicReports } from "#server/services/reports/list-reports.ts";
import { insertReports } from "#server/services/reports/store-reports.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { listQueue } from "#server/services/reviews/list-queue.ts";
import {
  markUnverifiable,
  publishReport,
  rejectReport,
} from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

async function counts(database: Database) {
  const [row] = await database.execute(sql`
    select (select count(*) from reports) as reports, (select coalesce(sum(jsonb_array_length(claims)), 0) from reports) as claims,
      (select count(*) from changes) as changes, (select count(*) from review_events) as events`);
  return row;
}

describe("submitting", () => {
  let later = NOW;
  beforeEach(() => {
    later = "2026-11-22T16:00:05.000Z";
  });

  test("an observer's report waits for the desk and changes nothing in public", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await addAccount(db, "reporter");
    const receipt = await submitReport({ actor, database: db, now: NOW }, closedReport());
    expect(receipt).toMatchObject({ review: "received", isRepeat: false, crossingId: "torkham" });
    const ctx = { actor: null, database: db, now: later };
    const { status } = await getCrossing(ctx, { slug: "torkham", at: null, known: "now" });
    expect(status.condition).toBe("unknown");
    expect(
      (await listPublicReports(ctx, { slug: "torkham", before: null, limit: 9, at: null })).reports,
    ).toEqual([]);
  });

  test("a trusted reporter's report is public at once, with its change, without their name", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await addAccount(db, "reporter", { trusted: true });
    const receipt = await submitReport({ actor, database: db, now: NOW }, closedReport());
    expect(receipt.review).toBe("published");
    const ctx = { actor: null, database: db, now: later };
    const view = await getCrossing(ctx, { slug: "torkham", at: null, known: "now" });
    const trucks = view.status.lanes.filter((lane) => lane.mode === "truck");
    expect(trucks.map((lane) => [lane.value, lane.freshness])).toEqual([
      ["closed", "fresh"],
      ["closed", "fresh"],
    ]);
    expect(view.status.figures[0]).toMatchObject({ low: 107, high: 170, best: null });
    const { changes } = await listLatestChanges(ctx, {
      slug: "torkham",
      limit: 5,
      at: null,
      before: null,
    });
    expect(changes[0]?.details).toContainEqual({
      kind: "lane",
      lane: "PK-AF/truck",
      from: "unknown",
      to: "closed",
    });
    const everything = JSON.stringify([view, changes]);
    expect(everything).not.toContain("Real Name");
    expect(everything).not.toContain("+92");
    await refreshClosures(db, "torkham", later);
    const { closures } = await listClosures(ctx, {
      slug: "torkham",
      from: null,
      to: null,
      at: null,
      known: "now",
      limit: 9,
    });
    expect(closures).toMatchObject([{ end: "ongoing", lanes: ["PK-AF/truck", "AF-PK/truck"] }]);
  });

  test("two groups that hold the same reports in another order do not wait in a circle", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const reporter = await addAccount(db, "reporter");
    const source = { id: "observer", kind: "reporter" as const, name: "observer", party: null };
    const { accountId } = reporter;
    const said = { crossingId: "torkham", source, accountId, observedAt: NOW, receivedAt: NOW };
    const claims = readClaims(closedReport());
    const stands = { review: "received" as const, publishedAt: null, isTurning: false };
    for (let round = 0; round < 5; round += 1) {
      const group = Array.from({ length: 200 }, () => {
        const id = randomUUID();
        return { ...said, ...stands, id, claims, note: null, links: [] };
      });
      const [first, second] = await Promise.all([
        insertReports(db, group),
        insertReports(db, group.toReversed()),
      ]);
      expect(first.size + second.size).toBe(200);
    }
  });

  test("the same report sent twenty times at once is one report with one receipt", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await addAccount(db, "reporter", { trusted: true });
    const report = closedReport();
    const receipts = await Promise.all(
      Array.from({ length: 20 }, () => submitReport({ actor, database: db, now: NOW }, report)),
    );
    expect(new Set(receipts.map((r) => `${r.id} ${r.review} ${r.receivedAt}`)).size).toBe(1);
    expect(receipts.filter((r) => !r.isRepeat)).toHaveLength(1);
    expect(await counts(db)).toMatchObject({
      reports: "1",
      claims: "2",
      changes: "1",
      events: "1",
    });
  });

  test("the same id with other content is a conflict and harms nobody else's report", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await addAccount(db, "reporter");
    const ctx = { actor, database: db, now: NOW };
    const id = randomUUID();
    await submitReport(ctx, closedReport(id));
    const other = closedReport(id, { note: "something else" });
    const outcomes = await Promise.allSettled([
      submitReport(ctx, other),
      submitReport(ctx, closedReport()),
    ]);
    expect(outcomes.map((o) => o.status)).toEqual(["rejected", "fulfilled"]);
    expect(outcomes[0]).toMatchObject({ reason: { code: "conflict" } });
    expect(await counts(db)).toMatchObject({ reports: "2", claims: "4" });
  });

  test.for([
    ["an unknown crossing", { crossing: "nowhere" }, "not_found"],
    [
      "a lane that the crossing does not have",
      {
        claims: [
          {
            kind: "state",
            lanes: ["PK-AF/rail"],
            value: "open",
            track: "observed",
            exceptions: [],
            conditions: [],
          },
        ],
      },
      "invalid",
    ],
    ["a crossing that is not the reporter's", { crossing: "kharlachi" }, "forbidden"],
    ["a time eleven minutes ahead", { observedAt: "2026-11-22T16:11:00.000Z" }, "invalid"],
    ["a time before 2000", { observedAt: "1999-12-31T23:59:59.000Z" }, "invalid"],
  ] as const)("%s is refused and leaves nothing behind", async ([, over, code], { loaded }) => {
    const { db } = loaded;
    const actor = await addAccount(db, "reporter");
    // Some do not fit the type either, which is the point.
    const report = { ...closedReport(), ...over } as ReportInput;
    const refusal = await submitReport({ actor, database: db, now: NOW }, report).catch(
      (error: DomainError) => error,
    );
    expect(refusal).toMatchObject({ code });
    expect(await counts(db)).toMatchObject({ reports: "0", claims: "0" });
  });

  test("a firm and the public may not report", async ({ loaded }) => {
    const { db } = loaded;
    const firm = await addAccount(db, "firm");
    await expect(
      submitReport({ actor: firm, database: db, now: NOW }, closedReport()),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      submitReport({ actor: null, database: db, now: NOW }, closedReport()),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a report that came late does not undo what was seen after it", async ({ loaded }) => {
    const { db } = loaded;
    const actor = await addAccount(db, "reporter", { trusted: true });
    const say = (observedAt: string, value: string) =>
      submitReport(
        { actor, database: db, now: later },
        closedReport(randomUUID(), {
          observedAt,
          claims: [{ kind: "state", lanes: ["PK-AF/truck"], value }],
        }),
      );
    await say("2026-11-22T15:00:00.000Z", "closed");
    await say("2026-11-22T15:50:00.000Z", "open");
    await say("2026-11-22T15:20:00.000Z", "closed");
    const ctx = { actor: null, database: db, now: later };
    const lane = async (at: string | null) =>
      (await getCrossing(ctx, { slug: "torkham", at, known: "now" })).status.lanes.find(
        ({ lane: id }) => id === "PK-AF/truck",
      )?.value;
    expect(await lane(null)).toBe("open");
    expect(await lane("2026-11-22T15:30:00.000Z")).toBe("closed");
  });
});

describe("reviewing", () => {
  test("publishing makes it public once; two at the desk at once agree", async ({ loaded }) => {
    const { db } = loaded;
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const { id } = await submitReport({ actor: reporter, database: db, now: NOW }, closedReport());
    const ctx = { actor: desk, database: db, now: "2026-11-22T16:05:00.000Z" };
    const { items } = await listQueue(ctx);
    expect(items).toMatchObject([{ id, reporterName: "Real Name", note: "my phone is +92" }]);
    const both = await Promise.all([publishReport(ctx, { id }), publishReport(ctx, { id })]);
    expect(both).toEqual([
      { id, review: "published", publishAt: null },
      { id, review: "published", publishAt: null },
    ]);
    expect(await counts(db)).toMatchObject({ changes: "1", events: "1" });
    expect((await listQueue(ctx)).items).toEqual([]);
    await expect(rejectReport(ctx, { id, reason: "no" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("rejecting needs a reason, which the reporter reads", async ({ loaded }) => {
    const { db } = loaded;
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const mine = { actor: reporter, database: db, now: NOW };
    const { id } = await submitReport(mine, closedReport());
    const ctx = { actor: desk, database: db, now: NOW };
    await expect(rejectReport(ctx, { id, reason: "  " })).rejects.toMatchObject({
      code: "invalid",
    });
    await rejectReport(ctx, { id, reason: "Photo shows Chaman" });
    const { reports } = await listOwnReports(mine, { limit: 5 });
    expect(reports).toMatchObject([{ id, review: "rejected", reason: "Photo shows Chaman" }]);
  });

  test("unverifiable sets aside; a reporter may not review", async ({ loaded }) => {
    const { db } = loaded;
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const { id } = await submitReport({ actor: reporter, database: db, now: NOW }, closedReport());
    await expect(
      publishReport({ actor: reporter, database: db, now: NOW }, { id }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const done = await markUnverifiable(
      { actor: desk, database: db, now: NOW },
      { id, reason: null },
    );
    expect(done).toEqual({ id, review: "unverifiable", publishAt: null });
    await expect(
      publishReport({ actor: desk, database: db, now: NOW }, { id: randomUUID() }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
