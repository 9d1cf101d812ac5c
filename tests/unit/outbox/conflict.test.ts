import { describe, expect, test } from "vitest";
import { conflictOf, correctsWhenMended } from "#app/_client/outbox/conflict.ts";
import { afterAnswer, asMended, asSent, newEntry, withReview } from "#app/_client/outbox/ladder.ts";
import type { OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { reportBody } from "#app/_client/outbox/report-body.ts";
import { readAnswer } from "#app/_client/outbox/send-report.ts";
import { ReportInput } from "#server/domain/report-input.ts";

const idOf = (n: number) => `0199e0a8-7f3a-7000-8000-00000000000${n}`;
const ID = idOf(1);
const BASE = idOf(2);
const NEWEST = idOf(3);
const FRESH = idOf(4);
const AT = { nowMs: 1_000, random: 0.5 };

function sent(corrects: string | null = null): OutboxEntry {
  const body = {
    id: ID,
    crossing: "torkham",
    observedAt: "2025-10-15T12:00:00Z",
    claims: [{ kind: "no_change" }],
    ...(corrects === null ? {} : { corrects }),
  };
  return asSent(newEntry({ body, accountId: "a", clock: null, isTypedTime: true }, 0), 0);
}

const answered = (entry: OutboxEntry, status: number, json: unknown) =>
  afterAnswer(entry, readAnswer(entry.body, { status, headers: new Headers(), json }), AT);
const conflict = (newestId: string | null, path = "id") => ({
  error: {
    message: "m",
    data: {
      problem: {
        code: "conflict",
        fields: [{ path, message: "" }],
        retryAfterSeconds: null,
        newestId,
      },
    },
  },
});

describe("a correction from the outbox", () => {
  test("names the version that its writer had before them", () => {
    const input = ReportInput.parse(JSON.parse(reportBody(sent(BASE), 0)));
    expect(input.corrects).toBe(BASE);
  });

  test("that meets a newer version stays, and put right it corrects that one under a new id", () => {
    const refused = answered(sent(BASE), 409, conflict(NEWEST, "note"));
    expect(refused.state).toBe("refused");
    expect(conflictOf(refused)).toEqual({ kind: "newer", newestId: NEWEST });
    expect(correctsWhenMended(refused)).toBe(NEWEST);
    const mended = asMended(refused, { ...refused.body, corrects: NEWEST }, FRESH);
    expect(mended).toMatchObject({
      id: FRESH,
      state: "saved",
      body: { id: FRESH, corrects: NEWEST },
    });
    expect(conflictOf(mended)).toBeNull();
  });

  test("of what was taken back can only stand for itself", () => {
    const refused = answered(sent(BASE), 409, conflict(BASE));
    expect(conflictOf(refused)).toEqual({ kind: "taken_back" });
    expect(correctsWhenMended(refused)).toBeNull();
  });

  test("refused for another reason it stays a correction of the same", () => {
    expect(correctsWhenMended(sent(BASE))).toBe(BASE);
    const refused = answered(sent(BASE), 409, conflict(null));
    expect(conflictOf(refused)).toEqual({ kind: "other" });
    expect(correctsWhenMended(refused)).toBe(BASE);
  });
});

describe("a report that came by its code meanwhile", () => {
  const receipt = { id: ID, review: "received", receivedAt: "2025-10-15T12:00:01.000Z" };

  test("and said all is received, and known to have come so", () => {
    const data = { ...receipt, isByCode: true };
    expect(answered(sent(), 200, { result: { data } })).toMatchObject({
      state: "received",
      isByCode: true,
    });
    expect(answered(sent(), 200, { result: { data: receipt } }).isByCode).toBeUndefined();
  });

  test("and said less leaves the rest here: to be added to one's own, told to the desk of another's", () => {
    const own = answered(sent(), 409, conflict(ID, "code"));
    expect(conflictOf(own)).toEqual({ kind: "by_code", isOwn: true });
    expect(correctsWhenMended(own)).toBe(ID);
    const others = answered(sent(), 409, conflict(null, "code"));
    expect(conflictOf(others)).toEqual({ kind: "by_code", isOwn: false });
  });

  test("is not settled by the server's list, which does not tell what the code left out", () => {
    const word = { id: ID, review: "received" as const, reason: null, receivedAt: "r" };
    const waiting = sent();
    expect(withReview(waiting, { ...word, isByCode: true })).toBe(waiting);
    expect(withReview(waiting, word).state).toBe("received");
  });
});
