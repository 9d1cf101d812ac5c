import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Actor } from "#server/domain/actor.ts";
import { listPublicReports } from "#server/services/reports/list-reports.ts";
import { retractReport } from "#server/services/reports/retract-report.ts";
import { publishReport } from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, test } from "../../support/reports.ts";

import {
  at,
  changes,
  figure,
  history,
  refusal,
  stateOf,
  submit,
  trucks,
  view,
} from "./correction-views.ts";

describe("retracting", () => {
  test("a report that is taken back counts for nothing from then on, and as before until then", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter", { trusted: true });
    const a = randomUUID();
    await submit(db, actor, closedReport(a, trucks(107)));
    const ctx = { actor, database: db, now: at(10) };
    const first = await retractReport(ctx, { id: a, reason: "wrong gate" });
    expect(first).toEqual({
      id: a,
      review: "retracted",
      withdrawnAt: at(10),
      reason: "wrong gate",
    });
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
