import { describe, expect, test } from "vitest";
import { drain, nextRoundAtMs } from "#app/_client/outbox/drain.ts";
import {
  type Answer,
  afterAnswer,
  asMended,
  asSent,
  asTriedAgain,
  LONGEST_PAUSE_MS,
  newEntry,
  pauseMs,
  refusedForRight,
  rungOf,
  SETTLED_KEPT,
  toForget,
  waitingOf,
  withReview,
} from "#app/_client/outbox/ladder.ts";
import type { OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { DAY_MS } from "#server/domain/time.ts";
import { uuidV7 } from "#server/domain/uuid.ts";

const NOW_MS = Date.parse("2025-10-15T12:00:00Z");
const AT = { nowMs: NOW_MS, random: 0.5 };
const ME = "account-1";
const idAt = (index: number) => uuidV7(NOW_MS + index, new Uint8Array(10).fill(index % 256));

function saved(index = 0, over: Partial<OutboxEntry> = {}): OutboxEntry {
  const body = {
    id: idAt(index),
    crossing: "torkham",
    observedAt: "2025-10-15T12:00:00Z",
    claims: [{ kind: "no_change" }],
  };
  const report = { body, accountId: ME, clock: null, isTypedTime: false };
  return { ...newEntry(report, NOW_MS + index), ...over };
}

const RECEIVED: Answer = {
  kind: "received",
  review: "received",
  receivedAt: "2025-10-15T12:00:01.000Z",
  isByCode: false,
  reason: null,
};
const REFUSED: Answer = {
  kind: "refused",
  refusal: { code: "invalid", message: "does not fit", fields: [] },
};

describe("a report on the phone climbs its ladder", () => {
  test("saved, sent, received", () => {
    const sent = asSent(saved(), NOW_MS);
    expect(sent).toMatchObject({ state: "sent", attempts: 1 });
    expect(afterAnswer(sent, RECEIVED, AT)).toMatchObject({
      state: "received",
      review: "received",
    });
  });

  test.each(["offline", "server"] as const)(
    "without an answer (%s) it stays and is due after a pause",
    (kind) => {
      const after = afterAnswer(asSent(saved(), NOW_MS), { kind }, AT);
      expect(after.state).toBe("sent");
      expect(after.dueAtMs).toBeGreaterThan(NOW_MS);
      expect(after.lastFailure).toEqual({ kind, atMs: NOW_MS });
    },
  );

  test("it is told as sent while it is under way, and as saved once that has failed", () => {
    const first = asSent(saved(), NOW_MS);
    expect(rungOf(first)).toBe("sent");
    const failed = afterAnswer(first, { kind: "offline" }, AT);
    expect(rungOf(failed)).toBe("saved");
    expect(rungOf(afterAnswer(asSent(failed, NOW_MS), RECEIVED, AT))).toBe("received");
    expect(rungOf(afterAnswer(asSent(failed, NOW_MS), REFUSED, AT))).toBe("refused");
  });

  test.each(["signed_out", "other_account"] as const)("%s: it waits for its writer", (kind) => {
    const after = afterAnswer(asSent(saved(), NOW_MS), { kind }, AT);
    expect(waitingOf([after], ME)).toHaveLength(1);
    expect(after.dueAtMs).toBe(0);
  });

  test("told to come back later it does, and that is no failed attempt", () => {
    const busy = afterAnswer(asSent(saved(), NOW_MS), { kind: "busy", retryAfterMs: 7_000 }, AT);
    expect(busy).toMatchObject({ attempts: 0, dueAtMs: NOW_MS + 7_000 });
  });

  test("refused it stays with the reason, and can be tried again or put right", () => {
    const refused = afterAnswer(asSent(saved(), NOW_MS), REFUSED, AT);
    expect(refused).toMatchObject({ state: "refused", refusal: { code: "invalid" } });
    expect(waitingOf([refused], ME)).toEqual([]);
    expect(asTriedAgain(refused)).toMatchObject({ state: "saved", refusal: null, id: refused.id });
    const mended = asMended(refused, { ...refused.body, note: "mended" }, idAt(9));
    expect(mended).toMatchObject({ state: "saved", id: refused.id, body: { note: "mended" } });
  });

  test("mended after its id was used for something else it gets another", () => {
    const conflict: Answer = {
      kind: "refused",
      refusal: { code: "conflict", message: "", fields: [] },
    };
    const refused = afterAnswer(asSent(saved(), NOW_MS), conflict, AT);
    const mended = asMended(refused, refused.body, idAt(9));
    expect([mended.id, mended.body.id]).toEqual([idAt(9), idAt(9)]);
  });

  test("nothing takes a receipt back", () => {
    const received = afterAnswer(asSent(saved(), NOW_MS), RECEIVED, AT);
    for (const answer of [{ kind: "offline" }, REFUSED, { kind: "signed_out" }] as const) {
      expect(afterAnswer(received, answer, AT)).toBe(received);
    }
  });

  test("the server's list is a receipt, and its later word is taken over", () => {
    const word = { id: idAt(0), review: "rejected" as const, reason: "no", receivedAt: "r" };
    const sent = asSent(saved(), NOW_MS);
    expect(withReview(sent, word)).toMatchObject({ state: "received", review: "rejected" });
    const known = withReview(sent, word);
    expect(withReview(known, word)).toBe(known);
    const mended = asSent(asMended(sent, { ...sent.body, note: "other" }, idAt(9)), NOW_MS);
    expect(withReview(mended, word)).toBe(mended);
  });

  test("pauses double, are capped and never the same for all phones", () => {
    expect([1, 2, 3].map((n) => pauseMs(n, 0.999))).toEqual([1999, 3998, 7996]);
    expect(pauseMs(50, 0.999)).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
    expect(pauseMs(3, 0)).toBe(4_000);
  });

  test("only what the server has is ever forgotten", () => {
    const many = Array.from({ length: SETTLED_KEPT + 5 }, (_, i) =>
      saved(i, { state: "received" }),
    );
    const waiting = [saved(100), saved(101, { state: "sent" }), saved(102, { state: "refused" })];
    expect(toForget([...many, ...waiting])).toEqual([0, 1, 2, 3, 4].map(idAt));
  });
});

/** A phone and a server; `answer` decides what becomes of each sending. */
function phone(first: readonly OutboxEntry[], answer: (entry: OutboxEntry) => Answer) {
  let entries = [...first];
  const sent: string[] = [];
  const deps = {
    entries: () => entries,
    accountId: ME,
    put: async (entry: OutboxEntry) => {
      entries = [...entries.filter(({ id }) => id !== entry.id), entry];
    },
    send: async (entry: OutboxEntry) => {
      sent.push(entry.id);
      return answer(entry);
    },
    nowMs: () => NOW_MS,
    random: () => 0.5,
  };
  return { deps, sent, entries: () => entries };
}

const five = () => [3, 1, 4, 0, 2].map((index) => saved(index));

describe("a round of sending", () => {
  test("goes oldest first, one at a time", async () => {
    const { deps, sent, entries } = phone(five(), () => RECEIVED);
    await drain(deps, false);
    expect(sent).toEqual([0, 1, 2, 3, 4].map(idAt));
    expect(waitingOf(entries(), ME)).toEqual([]);
  });

  test.each(["offline", "signed_out", "other_account"] as const)("ends at %s", async (kind) => {
    const { deps, sent, entries } = phone(five(), () => ({ kind }));
    await drain(deps, false);
    expect(sent).toEqual([idAt(0)]);
    expect(waitingOf(entries(), ME)).toHaveLength(5);
  });

  test("one refused report does not touch the others", async () => {
    const { deps, entries } = phone(five(), ({ id }) => (id === idAt(1) ? REFUSED : RECEIVED));
    await drain(deps, false);
    const states = entries().map(({ id, state }) => [id, state]);
    expect(states).toContainEqual([idAt(1), "refused"]);
    expect(states.filter(([, state]) => state === "received")).toHaveLength(4);
  });

  test("one report on which the server chokes does not keep the next back", async () => {
    const { deps, sent } = phone(five(), ({ id }) =>
      id === idAt(0) ? { kind: "server" } : RECEIVED,
    );
    await drain(deps, false);
    expect(sent).toHaveLength(5);
  });

  test("a server that is down is asked twice, not five hundred times", async () => {
    const many = Array.from({ length: 500 }, (_, index) => saved(index));
    const { deps, sent } = phone(many, () => ({ kind: "server" }));
    await drain(deps, false);
    expect(sent).toHaveLength(2);
  });

  test("never sends another account's report", async () => {
    const { deps, sent } = phone([saved(0, { accountId: "account-2" }), saved(1)], () => RECEIVED);
    await drain(deps, true);
    expect(sent).toEqual([idAt(1)]);
  });

  test("what is not due waits, unless somebody asks", async () => {
    const due = NOW_MS + 60_000;
    const { deps, sent, entries } = phone([saved(0, { dueAtMs: due })], () => RECEIVED);
    expect(nextRoundAtMs(entries(), ME)).toBe(due);
    expect(await drain(deps, false)).toBeNull();
    await drain(deps, true);
    expect(sent).toHaveLength(1);
  });

  test.each(["offline", "busy"] as const)(
    "a younger one does not overtake the oldest while that pauses: %s",
    async (kind) => {
      const due = NOW_MS + 60_000;
      const paused = saved(0, { dueAtMs: due, lastFailure: { kind, atMs: NOW_MS } });
      const { deps, sent, entries } = phone([saved(1), paused], () => RECEIVED);
      expect(nextRoundAtMs(entries(), ME)).toBe(due);
      await drain(deps, false);
      expect(sent).toEqual([]);
      await drain({ ...deps, nowMs: () => due }, false);
      expect(sent).toEqual([idAt(0), idAt(1)]);
    },
  );

  test("one on which the server choked is overtaken while it pauses", async () => {
    const choked = { kind: "server", atMs: NOW_MS } as const;
    const paused = saved(0, { dueAtMs: NOW_MS + 60_000, lastFailure: choked });
    const { deps, sent, entries } = phone([saved(1), paused], () => RECEIVED);
    expect(nextRoundAtMs(entries(), ME)).toBe(0);
    await drain(deps, false);
    expect(sent).toEqual([idAt(1)]);
  });

  test("a pause by a clock that was a day ahead does not last a day", async () => {
    const offline = { kind: "offline", atMs: NOW_MS + DAY_MS } as const;
    const paused = saved(0, { dueAtMs: NOW_MS + DAY_MS + 2_000, lastFailure: offline });
    const { deps, sent } = phone([paused, saved(1)], () => RECEIVED);
    await drain(deps, false);
    expect(sent).toEqual([idAt(0), idAt(1)]);
  });

  test("what was deleted while it was on its way stays deleted", async () => {
    const own = phone([saved()], () => RECEIVED);
    let isGone = false;
    const deps = {
      ...own.deps,
      entries: () => (isGone ? [] : own.entries()),
      send: async () => {
        isGone = true;
        return RECEIVED;
      },
    };
    await drain(deps, false);
    expect(own.entries()[0]?.state).toBe("sent");
  });
});

test("tried again together are those that lacked the right, of this account alone", () => {
  const refusedWith = (n: number, code: "forbidden" | "invalid" | "conflict", accountId = ME) =>
    saved(n, {
      accountId,
      state: "refused",
      savedAtMs: NOW_MS - n,
      refusal: { code, message: "m", fields: [] },
    });
  const entries = [
    refusedWith(1, "forbidden"),
    refusedWith(2, "invalid"),
    refusedWith(3, "forbidden"),
    refusedWith(4, "conflict"),
    refusedWith(5, "forbidden", "account-2"),
    saved(6),
  ];
  expect(refusedForRight(entries, ME).map(({ id }) => id)).toEqual([idAt(3), idAt(1)]);
});
