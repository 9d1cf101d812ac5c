import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { listOwnReports, listPublicReports } from "#server/services/reports/list-reports.ts";
import { publishReport, rejectReport } from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

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
