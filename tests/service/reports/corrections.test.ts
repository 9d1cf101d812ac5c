import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { DomainError } from "#server/domain/errors.ts";
import type { ReportInput } from "#server/domain/report-input.ts";
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { getHistory } from "#server/services/crossings/get-history.ts";
import { listOwnReports, listPublicReports } from "#server/services/reports/list-reports.ts";
import { retractReport } from "#server/services/reports/retract-report.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { publishReport, rejectReport } from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

/* Minutes after NOW, at which things happen in these tests. */
const at = (minutes: number): Instant => addMs(NOW, minutes * MINUTE_MS);

const trucks = (low: number, over: object = {}): object => ({
  claims: [
    { kind: "state", lanes: ["PK-AF/truck", "AF-PK/truck"], value: "closed" },
    { kind: "count", metric: "trucks_stranded", exact: low, basis: "counted" },
  ],
  ...over,
});

async function submit(database: Database, actor: Actor, report: ReportInput, now = NOW) {
  return submitReport({ actor, database, now }, report);
}

async function refusal(outcome: Promise<unknown>): Promise<DomainError> {
  return outcome.then(
    () => {
      throw new Error("it was accepted");
    },
    (error: DomainError) => error,
  );
}

const view = (database: Database, now: Instant, past: Instant | null = null) =>
  getCrossing(
    { actor: null, database, now },
    { slug: "torkham", at: past, known: past === null ? "now" : "then" },
  );

const changes = async (database: Database, now: Instant) =>
  (
    await listLatestChanges(
      { actor: null, database, now },
      { slug: "torkham", limit: 20, at: null, before: null },
    )
  ).changes;

/** The buckets of the last day that hold anything. */
async function history(database: Database, now: Instant) {
  const { points } = await getHistory(
    { actor: null, database, now },
    {
      slug: "torkham",
      metric: "trucks_stranded",
      side: null,
      from: addMs(NOW, -24 * HOUR_MS),
      to: addMs(NOW, HOUR_MS),
      bucketMinutes: null,
    },
  );
  return points.flatMap(({ low, best, high }) => (low === null ? [] : [[low, best, high]]));
}

const figure = async (database: Database, now: Instant, past: Instant | null = null) => {
  const { status } = await view(database, now, past);
  const found = status.figures.find(({ metric }) => metric === "trucks_stranded");
  return found === undefined ? null : [found.low, found.high];
};

async function stateOf(database: Database, id: string) {
  const [row] = await database.execute(
    sql`select state, withdrawn_at is not null as withdrawn, is_turning from report_states where report_id = ${id}::uuid`,
  );
  return row;
}

describe("correcting", () => {
  test("107 corrected to 170: the correction counts, the original stays, as then stays as it was", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const [a, b] = [randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    const receipt = await submit(db, actor, closedReport(b, trucks(170, { corrects: a })), at(10));
    expect(receipt).toMatchObject({ id: b, review: "published", isRepeat: false });
    expect(await figure(db, at(11))).toEqual([170, 170]);
    expect(await figure(db, at(11), at(5))).toEqual([107, 107]);
    expect(await history(db, at(11))).toEqual([[170, 170, 170]]);
    expect(await stateOf(db, a)).toMatchObject({ state: "superseded", withdrawn: true });
    const [newest] = await changes(db, at(11));
    expect(newest).toMatchObject({ reportId: b, at: at(10), observedAt: at(10) });
    expect(newest?.details[0]).toEqual({
      kind: "correction",
      observedAt: NOW,
      subject: {
        of: "figure",
        metric: "trucks_stranded",
        side: null,
        lane: null,
        from: { low: 107, best: 107, high: 107 },
        to: { low: 170, best: 170, high: 170 },
      },
    });
    const { reports } = await listPublicReports(
      { actor: null, database: db, now: at(11) },
      { slug: "torkham", before: null, limit: 9, at: null },
    );
    const lines = Object.fromEntries(reports.map((r) => [r.id, [r.correctsId, r.correctedById]]));
    expect(lines).toEqual({ [a]: [null, b], [b]: [a, null] });
    expect(JSON.stringify(reports)).not.toContain("my phone");
  });

  test("a correction that repeats a state keeps that state alive and its beginning in history", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const [a, b] = [randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    await submit(db, actor, closedReport(b, trucks(170, { corrects: a })), at(1));
    expect(await stateOf(db, b)).toMatchObject({ is_turning: true });
    const lanes = (await view(db, at(2))).status.lanes.filter(({ mode }) => mode === "truck");
    expect(lanes.map(({ value }) => value)).toEqual(["closed", "closed"]);
  });

  test("one that waits is superseded at once, and only its correction can be published", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter");
    const verifier = await addAccount(db, "verifier");
    const [a, b] = [randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    const receipt = await submit(db, actor, closedReport(b, trucks(170, { corrects: a })), at(1));
    expect(receipt.review).toBe("received");
    expect(await stateOf(db, a)).toMatchObject({ state: "superseded" });
    const desk = { actor: verifier, database: db, now: at(2) };
    expect((await refusal(publishReport(desk, { id: a }))).code).toBe("conflict");
    await publishReport(desk, { id: b });
    expect(await figure(db, at(3))).toEqual([170, 170]);
    // Nobody in public had seen 107: there is nothing to tell them of.
    expect(JSON.stringify(await changes(db, at(3)))).not.toContain("correction");
    const { reports } = await listPublicReports(
      { actor: null, database: db, now: at(3) },
      { slug: "torkham", before: null, limit: 9, at: null },
    );
    expect(reports.map((r) => [r.id, r.correctsId])).toEqual([[b, null]]);
  });

  test("what is public stands until the desk publishes its correction, also through a chain", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter");
    const verifier = await addAccount(db, "verifier");
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    await publishReport({ actor: verifier, database: db, now: at(1) }, { id: a });
    await submit(db, actor, closedReport(b, trucks(150, { corrects: a })), at(2));
    expect(await figure(db, at(3))).toEqual([107, 107]);
    const late = await refusal(
      submit(db, actor, closedReport(c, trucks(170, { corrects: a })), at(4)),
    );
    expect(late).toMatchObject({ code: "conflict", details: { newestId: b } });
    expect(late.details.fields).toEqual([
      {
        path: "count trucks_stranded",
        message: "says 150 (counted) there and 170 (counted) here (best, high, low)",
      },
    ]);
    await submit(db, actor, closedReport(c, trucks(170, { corrects: b })), at(5));
    await publishReport({ actor: verifier, database: db, now: at(6) }, { id: c });
    expect(await figure(db, at(7))).toEqual([170, 170]);
    expect(await stateOf(db, a)).toMatchObject({ state: "superseded", withdrawn: true });
    const again = await refusal(
      submit(db, actor, closedReport(undefined, trucks(1, { corrects: a })), at(8)),
    );
    expect(again.details.newestId).toBe(c);
    const { reports } = await listPublicReports(
      { actor: null, database: db, now: at(9) },
      { slug: "torkham", before: null, limit: 9, at: null },
    );
    const lines = Object.fromEntries(reports.map((r) => [r.id, [r.correctsId, r.correctedById]]));
    expect(lines).toEqual({ [a]: [null, c], [c]: [a, null] });
  });

  test("after its correction was rejected a public report can be corrected again", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter");
    const verifier = await addAccount(db, "verifier");
    const desk = { actor: verifier, database: db };
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    await publishReport({ ...desk, now: at(1) }, { id: a });
    await submit(db, actor, closedReport(b, trucks(150, { corrects: a })), at(2));
    await rejectReport({ ...desk, now: at(3) }, { id: b, reason: "count again" });
    expect(
      (await refusal(submit(db, actor, closedReport(c, trucks(9, { corrects: b })), at(4)))).details
        .newestId,
    ).toBe(a);
    await submit(db, actor, closedReport(c, trucks(170, { corrects: a })), at(5));
    await publishReport({ ...desk, now: at(6) }, { id: c });
    expect(await figure(db, at(7))).toEqual([170, 170]);
  });

  test("the same correction twice, or at once, is one; two different ones at once are one and a conflict", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const a = randomUUID();
    await submit(db, actor, closedReport(a, trucks(107)));
    const one = closedReport(undefined, trucks(170, { corrects: a }));
    const other = closedReport(undefined, trucks(180, { corrects: a }));
    const outcomes = await Promise.allSettled(
      [one, one, other, one].map((report) => submit(db, actor, report, at(1))),
    );
    const kept = outcomes.flatMap((o) => (o.status === "fulfilled" ? [o.value] : []));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
    expect(kept.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    const winner = kept[0]?.id;
    const refused = outcomes.flatMap((o) => (o.status === "rejected" ? [o.reason] : []));
    expect(refused.every((e) => e.code === "conflict" && e.details.newestId === winner)).toBe(true);
    const again = await submit(db, actor, winner === one.id ? one : other, at(60));
    expect(again).toMatchObject({ isRepeat: true, receivedAt: at(1), review: "published" });
    const said = trucks(170, { id: winner, note: "other", corrects: a });
    const elsewhere = closedReport(undefined, said);
    expect((await refusal(submit(db, actor, elsewhere, at(61)))).code).toBe("conflict");
  });

  test("nobody corrects another's report but the desk, whose correction stays the reporter's word", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const other = await addAccount(db, "reporter", { trusted: true });
    const firm = await addAccount(db, "firm");
    const verifier = await addAccount(db, "verifier");
    const [a, b] = [randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    const correction = closedReport(b, trucks(170, { corrects: a }));
    expect((await refusal(submit(db, other, correction, at(1)))).code).toBe("forbidden");
    expect((await refusal(submit(db, firm, correction, at(1)))).code).toBe("forbidden");
    const missing = closedReport(undefined, trucks(1, { corrects: randomUUID() }));
    expect((await refusal(submit(db, actor, missing, at(1)))).code).toBe("not_found");
    const moved = closedReport(undefined, {
      crossing: "chaman-spin-boldak",
      claims: [{ kind: "posture", side: "PK", value: "normal" }],
      corrects: a,
    });
    expect(await refusal(submit(db, verifier, moved, at(1)))).toMatchObject({ code: "invalid" });
    await submit(db, verifier, correction, at(2));
    const { reports } = await listOwnReports({ actor, database: db, now: at(3) }, { limit: 9 });
    expect(reports.map(({ id, review }) => [id, review])).toEqual([
      [b, "published"],
      [a, "superseded"],
    ]);
    const [row] = await db.execute(
      sql`select source_id, relayed_by from reports where id = ${b}::uuid`,
    );
    expect(row).toEqual({
      source_id: `account:${actor.accountId}`,
      relayed_by: verifier.accountId,
    });
  });
});

describe("retracting", () => {
  test("a report that is taken back counts for nothing from then on, and as before until then", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const a = randomUUID();
    await submit(db, actor, closedReport(a, trucks(107)));
    const ctx = { actor, database: db, now: at(10) };
    const first = await retractReport(ctx, { id: a, reason: "wrong gate" });
    expect(first).toEqual({ id: a, review: "retracted", withdrawnAt: at(10) });
    expect(await retractReport({ ...ctx, now: at(20) }, { id: a, reason: "again" })).toEqual(first);
    expect(await figure(db, at(11))).toBeNull();
    expect((await view(db, at(11))).status.condition).toBe("unknown");
    expect(await figure(db, at(11), at(5))).toEqual([107, 107]);
    expect(await history(db, at(11))).toEqual([]);
    const [newest] = await changes(db, at(11));
    expect(newest?.details[0]).toEqual({ kind: "retraction", reportId: a });
    expect(JSON.stringify(await changes(db, at(11)))).not.toContain("wrong gate");
    const [event] = await db.execute(
      sql`select state, reason, account_id from review_events where report_id = ${a}::uuid order by ordinal desc limit 1`,
    );
    expect(event).toEqual({
      state: "retracted",
      reason: "wrong gate",
      account_id: actor.accountId,
    });
    const correction = closedReport(undefined, trucks(1, { corrects: a }));
    const late = await refusal(submit(db, actor, correction, at(12)));
    expect(late).toMatchObject({ code: "conflict", details: { newestId: a } });
  });

  test("figures of the hour and day are what still stands, and a source's newest is its next", async ({
    loaded: { db },
  }) => {
    const one = await addAccount(db, "reporter", { trusted: true });
    const two = await addAccount(db, "reporter", { trusted: true });
    const [a, b] = [randomUUID(), randomUUID()];
    await submit(db, one, closedReport(undefined, trucks(100)));
    await submit(db, one, closedReport(a, trucks(900, { observedAt: at(5) })), at(5));
    await submit(db, two, closedReport(b, trucks(120, { observedAt: at(6) })), at(6));
    await retractReport({ actor: one, database: db, now: at(10) }, { id: a, reason: "a slip" });
    expect(await figure(db, at(11))).toEqual([100, 120]);
    const buckets = await db.execute(
      sql`select grain, low, high, best, claims from figure_buckets order by grain`,
    );
    expect([...buckets]).toEqual([
      { grain: 60, low: 100, high: 120, best: 120, claims: 2 },
      { grain: 1440, low: 100, high: 120, best: 120, claims: 2 },
    ]);
  });

  test("a retracted turn keeps no state alive; what repeated it carries on, and so does what is renewed", async ({
    loaded: { db },
  }) => {
    const one = await addAccount(db, "reporter", { trusted: true });
    const two = await addAccount(db, "reporter", { trusted: true });
    const lane = "PK-AF/truck";
    const say = (value: string, minute: number, id = randomUUID()) =>
      closedReport(id, {
        observedAt: at(minute),
        claims: [{ kind: "state", lanes: [lane], value }],
      });
    const lanes = async (minute: number) => {
      const { status } = await view(db, at(minute));
      const found = status.lanes.find((l) => l.lane === lane);
      return [found?.value, found?.since?.earliestAt];
    };
    const [turn, repeat] = [randomUUID(), randomUUID()];
    await submit(db, one, say("open", 0), at(0));
    await submit(db, one, say("closed", 10, turn), at(10));
    await submit(db, two, say("closed", 12, repeat), at(12));
    expect(await stateOf(db, repeat)).toMatchObject({ is_turning: false });
    await retractReport({ actor: one, database: db, now: at(13) }, { id: turn, reason: "no" });
    expect(await stateOf(db, repeat)).toMatchObject({ is_turning: true });
    expect(await lanes(14)).toEqual(["closed", at(12)]);
    await retractReport({ actor: two, database: db, now: at(15) }, { id: repeat, reason: "no" });
    expect(await lanes(16)).toEqual(["open", at(0)]);
  });

  test("is refused to others, without a reason, and of what was corrected", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const other = await addAccount(db, "reporter", { trusted: true });
    const verifier = await addAccount(db, "verifier");
    const [a, b] = [randomUUID(), randomUUID()];
    await submit(db, actor, closedReport(a, trucks(107)));
    const by = (who: Actor | null, id: string, reason = "so") =>
      retractReport({ actor: who, database: db, now: at(2) }, { id, reason });
    expect((await refusal(by(null, a))).code).toBe("unauthenticated");
    expect((await refusal(by(other, a))).code).toBe("forbidden");
    expect((await refusal(by(actor, a, "  "))).code).toBe("invalid");
    expect((await refusal(by(actor, randomUUID()))).code).toBe("not_found");
    await submit(db, actor, closedReport(b, trucks(170, { corrects: a })), at(1));
    expect(await refusal(by(actor, a))).toMatchObject({
      code: "conflict",
      details: { newestId: b },
    });
    const both = await Promise.all([by(verifier, b), by(actor, b)]);
    expect(both.map(({ review }) => review)).toEqual(["retracted", "retracted"]);
    expect(await figure(db, at(3))).toBeNull();
  });

  test("a report that waits leaves the queue and is never public", async ({ loaded: { db } }) => {
    const actor = await addAccount(db, "reporter");
    const verifier = await addAccount(db, "verifier");
    const a = randomUUID();
    await submit(db, actor, closedReport(a, trucks(107)));
    await retractReport({ actor, database: db, now: at(1) }, { id: a, reason: "wrong place" });
    const desk = { actor: verifier, database: db, now: at(2) };
    expect((await refusal(publishReport(desk, { id: a }))).code).toBe("conflict");
    expect(await changes(db, at(3))).toEqual([]);
    const { reports } = await listPublicReports(
      { ...desk, actor: null },
      { slug: "torkham", before: null, limit: 9, at: null },
    );
    expect(reports).toEqual([]);
  });
});
