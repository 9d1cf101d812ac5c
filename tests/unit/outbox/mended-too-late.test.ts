import { describe, expect, test } from "vitest";
import { mendedTooLate, newEntry } from "#app/_client/outbox/ladder.ts";

const BODY = {
  id: "01990000-0000-7000-8000-000000000001",
  crossing: "torkham",
  observedAt: "2025-10-15T12:00:00Z",
  claims: [{ kind: "no_change" }],
};
const saved = () => newEntry({ body: BODY, accountId: "me", clock: null, isTypedTime: false }, 0);

describe("put right while it arrived, or was deleted in another tab", () => {
  const { id, ...body } = BODY;
  const draft = { body: { ...body, note: "two gates" }, isTypedTime: true };
  const received = { ...saved(), state: "received" as const };

  test("other words correct what arrived, by the clock that its time was by", () => {
    expect(mendedTooLate(received, draft)).toEqual({
      body: { ...draft.body, corrects: id },
      isTypedTime: false,
    });
    const later = { ...draft, body: { ...draft.body, observedAt: "2025-10-15T13:00:00Z" } };
    expect(mendedTooLate(received, later)?.isTypedTime).toBe(true);
  });

  test("the same words say nothing new", () => {
    expect(mendedTooLate(received, { body, isTypedTime: true })).toBeNull();
  });

  test("of one that was deleted they are a report of their own", () => {
    expect(mendedTooLate(undefined, draft)).toBe(draft);
  });
});
