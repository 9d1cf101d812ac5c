import { expect, test } from "vitest";
import type { FieldHome } from "#app/_client/outbox/field-home.ts";
import { newEntry } from "#app/_client/outbox/ladder.ts";
import { listOverdue } from "#app/[locale]/(field)/report/_app/overdue.ts";
import { DAY_MS, HOUR_MS } from "#server/domain/time.ts";

const LAST = "2025-10-15T06:00:00.000Z";
const lastMs = Date.parse(LAST);
const side = { country: "PK", zone: "Asia/Karachi" };

const home = (lastSeenAt: string | null | undefined, reports: FieldHome["reports"] = []) =>
  ({
    at: LAST,
    account: { id: "me", name: "Me" },
    crossings: [
      {
        id: "torkham",
        name: "Torkham",
        localNames: {},
        sides: [side, side],
        lanes: [],
        condition: "closed",
        lastWordAt: LAST,
        ...(lastSeenAt === undefined ? {} : { lastSeenAt, expectedIntervalMinutes: 360 }),
        present: {},
      },
    ],
    reports,
  }) satisfies FieldHome;

const at = (hours: number) => new Date(lastMs + hours * HOUR_MS).toISOString();
const overdue = (
  one: FieldHome,
  hours: number,
  entries: Parameters<typeof listOverdue>[1] = [],
): string[] => listOverdue(one, entries, at(hours)).map(({ lastWordAt }) => lastWordAt);

function said(hours: number, skewMs: number | null, isTypedTime = false) {
  const observedAt = new Date(lastMs + hours * HOUR_MS + (skewMs ?? 0)).toISOString();
  const body = { id: "0199e0a8-7f3a-7000-8000-000000000001", crossing: "torkham", observedAt };
  const clock = skewMs === null ? null : { skewMs, uncertaintyMs: 500 };
  return newEntry(
    { body: { ...body, claims: [{ kind: "no_change" }] }, accountId: "me", clock, isTypedTime },
    0,
  );
}

test("a crossing is overdue past twice its interval, by what the phone keeps alone", () => {
  expect(overdue(home(LAST), 12)).toEqual([]);
  expect(overdue(home(LAST), 12.01)).toEqual([LAST]);
  expect(overdue(home(null), 500)).toEqual([]);
  // Kept by an edition that did not know of it.
  expect(overdue(home(undefined), 500)).toEqual([]);
});

test("an own word ends it, also one that only waits on this phone, by the server's clock", () => {
  expect(overdue(home(LAST), 20, [said(19, null)])).toEqual([]);
  expect(overdue(home(LAST), 20, [said(1, DAY_MS)])).toEqual([at(1)]);
  expect(overdue(home(LAST), 20, [said(19, -DAY_MS)])).toEqual([]);
  expect(overdue(home(LAST), 20, [{ ...said(19, null), state: "refused" }])).toEqual([LAST]);
  expect(overdue(home(LAST), 20, [{ ...said(19, null), accountId: "other" }])).toEqual([LAST]);
});

test("an own report that was rejected or taken back is no word", () => {
  const report = (review: "published" | "rejected") => ({
    id: "r",
    crossingId: "torkham",
    observedAt: at(19),
    receivedAt: at(19),
    review,
    reason: null,
    note: null,
    claims: [],
    deviceClock: null,
  });
  expect(overdue(home(LAST, [report("published")]), 20)).toEqual([]);
  expect(overdue(home(LAST, [report("rejected")]), 20)).toEqual([LAST]);
});

test("a word that is being taken back keeps nothing from being overdue", () => {
  const word = said(19, null);
  const body = {
    id: "0199e0a8-7f3a-7000-8000-000000000002",
    crossing: "torkham",
    retracts: word.id,
    observedAt: at(20),
  };
  const retraction = newEntry(
    {
      body: { ...body, reason: "the wrong gate" },
      accountId: "me",
      clock: null,
      isTypedTime: false,
    },
    0,
  );
  expect(overdue(home(LAST), 20, [word, retraction])).toEqual([LAST]);
  expect(overdue(home(LAST), 20, [word, { ...retraction, state: "refused" }])).toEqual([]);
});
