import { describe, expect, test } from "vitest";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import type { FieldHome } from "#app/_client/outbox/field-home.ts";
import { afterAnswer, asMended, asSent, newEntry, waitingOf } from "#app/_client/outbox/ladder.ts";
import { isReport, isRetraction, OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { reportBody } from "#app/_client/outbox/report-body.ts";
import { readAnswer } from "#app/_client/outbox/send-report.ts";
import { lastSaid } from "#app/[locale]/(field)/report/_app/last-said.ts";
import { listOverdue } from "#app/[locale]/(field)/report/_app/overdue.ts";
import { retractStart } from "#app/[locale]/(field)/report/_app/retract-start.ts";

const idOf = (n: number) => `0199e0a8-7f3a-7000-8000-00000000000${n}`;
const [OWN, REPORT, NEWEST, FRESH] = [idOf(1), idOf(2), idOf(3), idOf(4)] as const;
const ME = "account-1";
const AT = { nowMs: 1_000, random: 0.5 };
const SEEN = "2025-10-15T12:00:00.000Z";

function retraction(over: Partial<OutboxEntry> = {}): OutboxEntry {
  const body = {
    id: OWN,
    crossing: "torkham",
    observedAt: "2025-10-15T13:00:00Z",
    retracts: REPORT,
    reason: REASON,
  };
  return { ...newEntry({ body, accountId: ME, clock: null, isTypedTime: false }, 0), ...over };
}

const side = { country: "PK", zone: "Asia/Karachi" };
const home: FieldHome = {
  at: SEEN,
  account: { id: ME, name: "Me" },
  crossings: [
    {
      id: "torkham",
      name: "Torkham",
      localNames: {},
      sides: [side, side],
      lanes: [],
      condition: "closed",
      lastWordAt: SEEN,
      lastSeenAt: null,
      expectedIntervalMinutes: 60,
      present: {},
    },
  ],
  reports: [
    {
      id: REPORT,
      crossingId: "torkham",
      observedAt: SEEN,
      receivedAt: SEEN,
      review: "received",
      reason: null,
      note: null,
      claims: [{ kind: "posture", side: "PK", value: "normal" }],
      deviceClock: null,
    },
  ],
};

const headers = new Headers();
const answered = (entry: OutboxEntry, status: number, json: unknown) =>
  afterAnswer(entry, readAnswer(entry.body, { status, headers, json }), AT);
const REASON = "Counted the wrong queue.";
const taken = (id: string, reason: string | undefined = REASON) => ({
  result: { data: { id, review: "retracted", withdrawnAt: SEEN, reason } },
});
const refusal = (code: string, newestId: string | null = null) => ({
  error: {
    message: "m",
    data: { problem: { code, fields: [], retryAfterSeconds: null, newestId } },
  },
});

describe("taking a report back from the outbox", () => {
  test("names the report and the reason, and nothing else goes over the wire", () => {
    const body = JSON.parse(reportBody(retraction(), 0));
    expect(body).toEqual({ id: REPORT, reason: "Counted the wrong queue." });
  });

  test("is read back from the phone as what it is; a report is no retraction", () => {
    const kept = OutboxEntry.parse(JSON.parse(JSON.stringify(retraction())));
    expect([isRetraction(kept), isReport(kept)]).toEqual([true, false]);
    expect(kept.body).toMatchObject({ retracts: REPORT });
  });

  test("is received by a receipt for the report that it names, and by no other", () => {
    const sent = asSent(retraction(), 0);
    expect(answered(sent, 200, taken(REPORT))).toMatchObject({
      state: "received",
      review: "retracted",
      receivedAt: SEEN,
    });
    for (const id of [OWN, NEWEST]) {
      expect(answered(sent, 200, taken(id))).toMatchObject({
        state: "sent",
        lastFailure: { kind: "server" },
      });
    }
    // A receipt for a report says nothing of one that was taken back.
    const receipt = { id: REPORT, review: "received", receivedAt: SEEN };
    expect(answered(sent, 200, { result: { data: receipt } }).state).toBe("sent");
  });

  test("keeps the reason on record beside its own, which may have come later", () => {
    const sent = asSent(retraction(), 0);
    expect(answered(sent, 200, taken(REPORT, "The first."))).toMatchObject({
      reason: "The first.",
      body: { reason: REASON },
    });
    const { reason: _, ...unsaid } = taken(REPORT).result.data;
    expect(answered(sent, 200, { result: { data: unsaid } })).toMatchObject({
      state: "received",
      reason: null,
    });
  });

  test("without an answer it waits, and is sent again as it was", () => {
    const after = afterAnswer(asSent(retraction(), 0), { kind: "offline" }, AT);
    expect(waitingOf([after], ME)).toHaveLength(1);
    expect(reportBody(after, 9)).toBe(reportBody(retraction(), 0));
  });

  test("refused it stays with the reason; of a corrected report it can take back the newest version", () => {
    const refused = answered(asSent(retraction(), 0), 409, refusal("conflict", NEWEST));
    expect(refused).toMatchObject({ state: "refused", refusal: { code: "conflict" } });
    expect(conflictOf(refused)).toEqual({ kind: "newer", newestId: NEWEST });
    expect(retractStart({ at: "mend", id: OWN }, home, [refused])).toMatchObject({
      reportId: NEWEST,
      reason: "Counted the wrong queue.",
      entry: { id: OWN },
    });
    const mended = asMended(refused, { ...retraction().body, id: OWN }, FRESH);
    expect(mended).toMatchObject({ id: FRESH, state: "saved", refusal: null });
  });

  test("begins with the report, or with what was written of it before; once received nothing is left", () => {
    const asked = { at: "retract", id: REPORT } as const;
    expect(retractStart(asked, home, [])).toMatchObject({
      reportId: REPORT,
      reason: "",
      entry: null,
    });
    expect(retractStart(asked, home, [retraction()])).toMatchObject({ entry: { id: OWN } });
    expect(retractStart(asked, home, [retraction({ state: "received" })])).toBeNull();
    expect(retractStart({ at: "retract", id: NEWEST }, home, [])).toBeNull();
    const others = retraction({ accountId: "account-2" });
    expect(retractStart({ at: "mend", id: OWN }, home, [others])).toBeNull();
  });

  test("what is taken back is not what was said last, also while that waits; refused it is again", () => {
    expect(lastSaid("torkham", home, [])?.at).toBe(SEEN);
    expect(lastSaid("torkham", home, [retraction()])).toBeNull();
    expect(lastSaid("torkham", home, [retraction({ state: "refused" })])?.at).toBe(SEEN);
  });

  test("to take back is no word of the crossing: its silence goes on", () => {
    const at = "2025-10-15T13:30:00.000Z";
    const silent = { ...home, reports: [] };
    const [crossing] = silent.crossings;
    if (crossing === undefined) throw new Error("one crossing");
    const long = "2025-10-15T06:00:00.000Z";
    const known = { ...silent, crossings: [{ ...crossing, lastSeenAt: long }] };
    expect(listOverdue(known, [retraction()], at)).toHaveLength(1);
  });
});
