import { expect, test } from "vitest";
import { asSent, newEntry } from "#app/_client/outbox/ladder.ts";
import { putAgain, withRoom } from "#app/_client/outbox/make-room.ts";
import { memoryStore, type OutboxStore } from "#app/_client/outbox/outbox-store.ts";

const BODY = {
  id: "01990000-0000-7000-8000-000000000001",
  crossing: "torkham",
  observedAt: "2025-10-15T05:15:00Z",
  claims: [{ kind: "no_change" }],
};

/** A phone with so many bytes left, and kept pages of a size that can be let go of. */
function phone({ free, pages }: { free: number; pages: number }) {
  const state = { free, pages, isKept: false };
  return {
    state,
    async write() {
      if (state.free < 10) throw new DOMException("full", "QuotaExceededError");
      state.isKept = true;
    },
    async makeRoom() {
      const hadPages = state.pages > 0;
      state.free += state.pages;
      state.pages = 0;
      return hadPages;
    },
  };
}

test("a report that the phone has no space for takes that of the kept pages", async () => {
  const { state, write, makeRoom } = phone({ free: 0, pages: 50 });
  await withRoom(write, makeRoom);
  expect(state).toEqual({ free: 50, pages: 0, isKept: true });
});

test("while there is space, kept pages stay", async () => {
  const { state, write, makeRoom } = phone({ free: 100, pages: 50 });
  await withRoom(write, makeRoom);
  expect(state).toMatchObject({ pages: 50, isKept: true });
});

test("a phone that stays full says so", async () => {
  for (const pages of [0, 5]) {
    const { state, write, makeRoom } = phone({ free: 0, pages });
    await expect(withRoom(write, makeRoom)).rejects.toThrow("full");
    expect(state.isKept).toBe(false);
  }
});

test("a write that fails for another reason lets go of nothing", async () => {
  const { state, makeRoom } = phone({ free: 0, pages: 50 });
  const write = () => Promise.reject(new DOMException("closed", "InvalidStateError"));
  await expect(withRoom(write, makeRoom)).rejects.toThrow("closed");
  expect(state.pages).toBe(50);
});

test("on a full phone a report goes on climbing, and what was received makes room", async () => {
  const removed: string[] = [];
  const full: OutboxStore = {
    ...memoryStore(),
    put: async () => Promise.reject(new DOMException("full", "QuotaExceededError")),
    remove: async (ids) => void removed.push(...ids),
  };
  const waiting = newEntry({ body: BODY, accountId: "me", clock: null, isTypedTime: false }, 0);
  await putAgain(full, asSent(waiting, 1));
  await putAgain(full, { ...waiting, state: "refused" });
  expect(removed).toEqual([]);
  await putAgain(full, { ...waiting, state: "received" });
  expect(removed).toEqual([BODY.id]);
});
