import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { DomainError } from "#server/domain/errors.ts";
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { listChanges, listLatestChanges } from "#server/services/changes/list-changes.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { getHistory } from "#server/services/crossings/get-history.ts";
import { setDelay } from "#server/services/crossings/set-delay.ts";
import { listPublicReports } from "#server/services/reports/list-reports.ts";
import { retractReport } from "#server/services/reports/retract-report.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { publishDue } from "#server/services/reviews/publish-due.ts";
import { publishReport, rejectReport } from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const at = (minutes: number): Instant => addMs(NOW, minutes * MINUTE_MS);
const DELAY_MINUTES = 30;

const delay = (database: Database, minutes = DELAY_MINUTES) =>
  setDelay(
    { actor: OPERATOR, database, now: NOW },
    { crossingId: "torkham", delayMinutes: minutes },
  );

/** Everything that anybody may read of the crossing. */
async function everythingPublic(database: Database, now: Instant) {
  const ctx = { actor: null, database, now };
  const slug = "torkham";
  const span = { from: addMs(now, -HOUR_MS), to: addMs(now, HOUR_MS), bucketMinutes: null };
  return {
    states: (await getCrossing(ctx, { slug, at: null, known: "now" })).status.lanes.map(
      ({ value }) => value,
    ),
    figures: (await getCrossing(ctx, { slug, at: null, known: "now" })).status.figures.length,
    reports: (await listPublicReports(ctx, { slug, before: null, limit: 9, at: null })).reports
      .length,
    changes: (await listChanges(ctx, { after: null, slug, limit: 9, at: null })).changes.length,
    latest: (await listLatestChanges(ctx, { slug, limit: 9, at: null, before: null })).changes
      .length,
    claims: (await getHistory(ctx, { slug, metric: "trucks_stranded", side: null, ...span })).claims
      .length,
  };
}

const NOTHING = { figures: 0, reports: 0, changes: 0, latest: 0, claims: 0 };

const jobs = async (database: Database) => [
  ...(await database.execute(
    sql`select key from graphile_worker.jobs where key like 'publish_due %'`,
  )),
];

const code = (outcome: Promise<unknown>) =>
  outcome.then(
    () => "accepted",
    (error: DomainError) => error.code,
  );

describe("a crossing with a delay", () => {
  test("a trusted report is public when its receipt says, and nowhere before", async ({
    loaded: { db },
  }) => {
    await delay(db);
    const actor = await addAccount(db, "reporter", { trusted: true });
    const id = randomUUID();
    const report = closedReport(id);
    const receipt = await submitReport({ actor, database: db, now: NOW }, report);
    expect(receipt).toMatchObject({ review: "in_review", publishAt: at(DELAY_MINUTES) });
    const again = await submitReport({ actor, database: db, now: at(1) }, report);
    expect(again).toEqual({ ...receipt, isRepeat: true });
    expect(await jobs(db)).toEqual([{ key: `publish_due ${id}` }]);
    const before = await everythingPublic(db, at(DELAY_MINUTES - 1));
    expect(before).toMatchObject(NOTHING);
    expect(new Set(before.states)).toEqual(new Set(["unknown"]));
    const due = { crossingId: "torkham", reportId: id };
    const both = await Promise.all([1, 2].map(() => publishDue(db, due, at(DELAY_MINUTES))));
    expect(both.toSorted()).toEqual([false, true]);
    const after = await everythingPublic(db, at(DELAY_MINUTES + 1));
    expect(after).toMatchObject({ figures: 1, reports: 1, changes: 1, latest: 1, claims: 1 });
    expect(after.states).toContain("closed");
  });

  test("what the desk approves waits too; approved twice it is due once, and can still be rejected", async ({
    loaded: { db },
  }) => {
    await delay(db);
    const actor = await addAccount(db, "reporter");
    const verifier = await addAccount(db, "verifier");
    const id = randomUUID();
    await submitReport({ actor, database: db, now: NOW }, closedReport(id));
    const desk = (minutes: number) => ({ actor: verifier, database: db, now: at(minutes) });
    const approved = await publishReport(desk(5), { id });
    expect(approved).toEqual({ id, review: "in_review", publishAt: at(5 + DELAY_MINUTES) });
    expect(await publishReport(desk(9), { id })).toEqual(approved);
    expect(await jobs(db)).toHaveLength(1);
    expect(await everythingPublic(db, at(9))).toMatchObject(NOTHING);
    await rejectReport(desk(10), { id, reason: "another gate" });
    expect(await publishDue(db, { crossingId: "torkham", reportId: id }, at(60))).toBe(false);
    expect(await everythingPublic(db, at(60))).toMatchObject(NOTHING);
  });

  test("taken back or corrected while it waits, it is never public", async ({ loaded: { db } }) => {
    await delay(db);
    const actor = await addAccount(db, "reporter", { trusted: true });
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    const by = (minutes: number) => ({ actor, database: db, now: at(minutes) });
    await submitReport(by(0), closedReport(a));
    await retractReport(by(1), { id: a, reason: "not seen myself" });
    await submitReport(by(2), closedReport(b));
    const receipt = await submitReport(by(3), closedReport(c, { corrects: b }));
    expect(receipt).toMatchObject({ review: "in_review", publishAt: at(3 + DELAY_MINUTES) });
    const due = async (reportId: string) =>
      publishDue(db, { crossingId: "torkham", reportId }, at(3 + DELAY_MINUTES));
    expect([await due(a), await due(b), await due(c)]).toEqual([false, false, true]);
    const { reports } = await everythingPublic(db, at(40));
    expect(reports).toBe(1);
  });

  test("is set by an admin alone, to whole minutes of a week at most", async ({
    loaded: { db },
  }) => {
    const set = (actor: Actor, delayMinutes: number, crossingId = "torkham") =>
      code(setDelay({ actor, database: db, now: NOW }, { crossingId, delayMinutes }));
    expect(await set(await addAccount(db, "verifier"), 5)).toBe("forbidden");
    expect(await set(OPERATOR, -1)).toBe("invalid");
    expect(await set(OPERATOR, 10_081)).toBe("invalid");
    expect(await set(OPERATOR, 5, "nowhere")).toBe("not_found");
    expect(await set(OPERATOR, 10_080)).toBe("accepted");
    expect(await set(OPERATOR, 0)).toBe("accepted");
    const actor = await addAccount(db, "reporter", { trusted: true });
    const receipt = await submitReport({ actor, database: db, now: NOW }, closedReport());
    expect(receipt).toMatchObject({ review: "published", publishAt: null });
  });
});
