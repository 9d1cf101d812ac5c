import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { readRelayCode } from "#server/formats/relay/read-code.ts";
import type { RelayReport } from "#server/formats/relay/relay-code.ts";
import { writeRelayCode } from "#server/formats/relay/write-code.ts";
import { listCrossings } from "#server/services/crossings/find-crossings.ts";
import { listReporters } from "#server/services/relay/find-reporters.ts";
import { sendCode } from "#server/services/relay/send-code.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const CODE = "TKM C OUT T107 P40 1015";

const contextOf = (database: Database, actor: Actor | null) => ({ actor, database, now: NOW });

async function rows(database: Database) {
  return database.execute<Record<string, unknown>>(sql`
    select r.id, r.via, r.relayed_by, r.account_id, r.source_id, r.note, s.state
    from reports r join report_states s on s.report_id = r.id and s.crossing_id = r.crossing_id`);
}

/** A report of a phone, and its code. */
async function phoneReport(database: Database, over: Partial<RelayReport> = {}) {
  const report: RelayReport = {
    id: randomUUID(),
    crossing: "torkham",
    observedAt: "2026-11-22T15:10:11.123Z",
    claims: [
      { kind: "state", lanes: ["AF-PK/truck", "PK-AF/pedestrian"], value: "closed" },
      { kind: "count", metric: "trucks_stranded", word: "hundreds", basis: "told" },
    ],
    ...over,
  };
  const crossings = await listCrossings(database, NOW);
  const torkham = crossings.find(({ id }) => id === "torkham");
  if (torkham === undefined) throw new Error("no Torkham");
  const { code } = writeRelayCode(report, torkham);
  if (code === null) throw new Error("no code");
  return { report, code, input: ReportInput.parse(report) };
}

describe("sending a code on", () => {
  const sent = { text: CODE, readAt: NOW };

  test("stores it as the sender's own, as relayed by them", async ({ loaded: { db } }) => {
    const actor = await addAccount(db, "reporter");
    const receipt = await sendCode(contextOf(db, actor), sent);
    expect(receipt).toMatchObject({ review: "received", isRepeat: false });
    expect(await rows(db)).toEqual([
      {
        id: receipt.id,
        via: "relay",
        relayed_by: actor.accountId,
        account_id: actor.accountId,
        source_id: `account:${actor.accountId}`,
        note: null,
        state: "received",
      },
    ]);
  });

  test("from the desk stores it as a reporter's, by that reporter's trust", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    const observer = await addAccount(db, "reporter");
    const trusted = await addAccount(db, "reporter", { trusted: true });
    const ctx = contextOf(db, desk);
    const { reporters } = await listReporters(ctx, { crossingId: "torkham" });
    expect(reporters.map(({ id }) => id).sort()).toEqual(
      [observer.accountId, trusted.accountId].sort(),
    );
    const first = await sendCode(ctx, { ...sent, reporterId: observer.accountId });
    const second = await sendCode(ctx, { ...sent, reporterId: trusted.accountId });
    expect([first.review, second.review]).toEqual(["received", "published"]);
    for (const row of await rows(db)) {
      expect(row).toMatchObject({ via: "relay", relayed_by: desk.accountId });
      expect(row.source_id).toBe(`account:${String(row.account_id)}`);
    }
  });

  test("is refused, and nothing stored, without the right to it", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const other = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    const elsewhere = { ...reporter, crossingIds: ["kharlachi"] };
    const cases: [Actor | null, object, string][] = [
      [null, {}, "unauthenticated"],
      [await addAccount(db, "firm"), {}, "forbidden"],
      [elsewhere, {}, "forbidden"],
      [reporter, { reporterId: other.accountId }, "forbidden"],
      [desk, { reporterId: randomUUID() }, "not_found"],
      [desk, { reporterId: (await addAccount(db, "admin")).accountId }, "not_found"],
      [desk, { text: "CHM C 1015", reporterId: other.accountId }, "forbidden"],
      [reporter, { text: "TKM C OUT" }, "invalid"],
      [reporter, { text: "TKM C OUT O OUT 1015" }, "invalid"],
      [reporter, { text: "" }, "invalid"],
      [reporter, { readAt: "2026-11-20T16:00:00.000Z" }, "invalid"],
      [reporter, { readAt: "2026-11-22T16:00:00.001Z" }, "invalid"],
    ];
    for (const [actor, over, code] of cases) {
      const sending = sendCode(contextOf(db, actor), { ...sent, ...over });
      await expect(sending, JSON.stringify(over)).rejects.toMatchObject({ code });
    }
    await expect(
      listReporters(contextOf(db, reporter), { crossingId: "torkham" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await rows(db)).toEqual([]);
  });

  test("the same words again, also twenty times at once, are one report", async ({
    loaded: { db },
  }) => {
    const actor = await addAccount(db, "reporter");
    const spellings = [CODE, "tkm c out t 107 p 40 10:15", "TKM P40 T107 C OUT 0515Z"];
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        sendCode(contextOf(db, actor), { ...sent, text: spellings[i % 3] ?? CODE }),
      ),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    expect(await rows(db)).toHaveLength(1);
    const later = await sendCode(contextOf(db, actor), { ...sent, text: `${CODE} 21NOV` });
    expect(later.isRepeat).toBe(false);
  });
});

describe("one report, whichever way it comes", () => {
  test("by the phone, then by its code", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const other = await addAccount(db, "reporter");
    const { input, code } = await phoneReport(db, { note: "Gate 4" });
    await submitReport(contextOf(db, reporter), input);
    for (const actor of [reporter, other]) {
      const receipt = await sendCode(contextOf(db, actor), { text: code, readAt: NOW });
      expect(receipt).toMatchObject({ id: input.id, isRepeat: true });
    }
    expect(await rows(db)).toMatchObject([{ via: "web", note: "Gate 4" }]);
  });

  test("by its code in somebody else's hand, then by the phone", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const other = await addAccount(db, "reporter");
    const { input, code } = await phoneReport(db);
    await sendCode(contextOf(db, other), { text: code, readAt: NOW });
    const receipt = await submitReport(contextOf(db, reporter), input);
    expect(receipt).toMatchObject({ id: input.id, isRepeat: true, isByCode: true });
    expect(await rows(db)).toMatchObject([{ via: "relay", account_id: other.accountId }]);
  });

  test("by one's own code, then by the phone to the letter: the phone is told how it came", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const { input, code } = await phoneReport(db);
    await sendCode(contextOf(db, reporter), { text: code, readAt: NOW });
    const receipt = await submitReport(contextOf(db, reporter), input);
    expect(receipt).toMatchObject({ isRepeat: true, isByCode: true });
    const own = await phoneReport(db);
    await submitReport(contextOf(db, reporter), own.input);
    const again = await submitReport(contextOf(db, reporter), own.input);
    expect(again).toMatchObject({ isRepeat: true });
    expect(again.isByCode).toBeUndefined();
  });

  test("by its code, then by a phone whose clock is off", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const device = { sentAt: "2026-11-23T16:00:01.000Z", skewMs: 24 * 3_600_000 };
    const { input, code } = await phoneReport(db, {
      observedAt: "2026-11-23T15:10:11.123Z",
      device,
    });
    const read = readRelayCode(code, {
      crossings: await listCrossings(db, NOW),
      receivedAt: NOW,
    });
    expect(read.understood.observedAt).toBe("2026-11-22T15:10:11.123Z");
    await sendCode(contextOf(db, reporter), { text: code, readAt: NOW });
    const receipt = await submitReport(contextOf(db, reporter), input);
    expect(receipt.isRepeat).toBe(true);
    expect(await rows(db)).toHaveLength(1);
  });

  test("by the phone and by its code at the same moment", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const { input, code } = await phoneReport(db);
    const ctx = contextOf(db, reporter);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0 ? submitReport(ctx, input) : sendCode(ctx, { text: code, readAt: NOW }),
      ),
    );
    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    expect(await rows(db)).toHaveLength(1);
  });

  test("what the code could not say is refused with the way out, not swallowed", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const ctx = contextOf(db, reporter);
    for (const over of [
      { note: "Gate 4" },
      {
        claims: [
          {
            kind: "state" as const,
            lanes: ["PK-AF/truck"],
            value: "closed" as const,
            cause: "clash" as const,
          },
        ],
      },
    ]) {
      const { input, code } = await phoneReport(db, over);
      await sendCode(ctx, { text: code, readAt: NOW });
      await expect(submitReport(ctx, input)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("correct it to add the rest"),
      });
    }
  });

  test("what another's hand left out is the desk's to be told: it is not the reporter's to correct", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const other = await addAccount(db, "reporter");
    for (const [by, isOwn] of [
      [reporter, true],
      [other, false],
    ] as const) {
      const { input, code } = await phoneReport(db, { note: "Gate 4" });
      await sendCode(contextOf(db, by), { text: code, readAt: NOW });
      await expect(submitReport(contextOf(db, reporter), input)).rejects.toMatchObject({
        code: "conflict",
        details: { fields: [{ path: "code" }], ...(isOwn ? { newestId: input.id } : {}) },
      });
    }
  });

  test("another report under its id is still a conflict", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const ctx = contextOf(db, reporter);
    const { input, code, report } = await phoneReport(db);
    await sendCode(ctx, { text: code, readAt: NOW });
    const other = await phoneReport(db, { id: report.id, claims: [{ kind: "no_change" }] });
    const later = await phoneReport(db, { id: report.id, observedAt: "2026-11-22T15:10:12Z" });
    for (const { code: text } of [other, later]) {
      const sending = sendCode(ctx, { text, readAt: NOW });
      await expect(sending).rejects.toMatchObject({ code: "conflict" });
    }
    await expect(submitReport(ctx, other.input)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("something else"),
    });
    expect(input.id).toBe(report.id);
    expect(await rows(db)).toHaveLength(1);
  });
});
