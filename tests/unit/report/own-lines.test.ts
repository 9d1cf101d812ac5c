import { expect, test } from "vitest";
import type { FieldHome } from "#app/_client/outbox/field-home.ts";
import { newEntry } from "#app/_client/outbox/ladder.ts";
import type { OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { idOf, linesOf } from "#app/[locale]/(field)/report/_app/own-lines.ts";
import { DAY_MS } from "#server/domain/time.ts";
import { uuidV7 } from "#server/domain/uuid.ts";

const NOW_MS = Date.parse("2025-10-15T12:00:00Z");
const ME = "account-1";

/** Saved by a clock that is so far off. */
function saved(skewMs: number, over: Partial<OutboxEntry> = {}): OutboxEntry {
  const atMs = NOW_MS + skewMs;
  const id = uuidV7(atMs, new Uint8Array(10).fill(1));
  const observedAt = new Date(atMs).toISOString();
  const body = { id, crossing: "torkham", observedAt, claims: [{ kind: "no_change" }] };
  const clock = { skewMs, uncertaintyMs: 500 };
  return { ...newEntry({ body, accountId: ME, clock, isTypedTime: false }, atMs), ...over };
}

function homeWith(reports: { id: string; observedAt: string }[]): FieldHome {
  const more = {
    crossingId: "torkham",
    receivedAt: "2025-10-15T12:00:01.000Z",
    review: "received" as const,
    reason: null,
    note: null,
    claims: [],
    deviceClock: null,
  };
  return {
    at: "2025-10-15T12:00:02.000Z",
    account: { id: ME, name: "Zarghuna" },
    crossings: [],
    reports: reports.map((report) => ({ ...report, ...more })),
  };
}

test.each([DAY_MS, -DAY_MS])(
  "a report by a clock off by %i ms stands at its own time",
  (skewMs) => {
    const entry = saved(skewMs, { state: "received" });
    const observedAt = "2025-10-15T12:00:00.000Z";
    const [line] = linesOf({ entries: [entry], home: homeWith([{ id: entry.id, observedAt }]) });
    expect(line?.at).toBe(observedAt);
    // Nobody but this phone knows of it yet.
    const [waiting] = linesOf({ entries: [saved(skewMs)], home: homeWith([]) });
    expect(waiting?.at).toBe(entry.body.observedAt);
  },
);

test("newest first, but what was refused before all else; another account's not at all", () => {
  const refusal = { code: "invalid" as const, message: "does not fit", fields: [] };
  const refused = saved(-DAY_MS, { state: "refused", refusal });
  const newest = saved(0);
  const strange = saved(1_000, { accountId: "account-2" });
  const lines = linesOf({ entries: [newest, refused, strange], home: homeWith([]) });
  expect(lines.map(idOf)).toEqual([refused.id, newest.id]);
});
