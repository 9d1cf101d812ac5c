import { expect, test } from "vitest";
import type { HomeCrossing } from "#app/_client/outbox/field-home.ts";
import { knownNow } from "#app/[locale]/(field)/report/_app/known-now.ts";
import { HOUR_MS } from "#server/domain/time.ts";

const SEEN = "2025-10-15T06:00:00.000Z";
const after = (hours: number) => new Date(Date.parse(SEEN) + hours * HOUR_MS).toISOString();
const side = { country: "PK", zone: "Asia/Karachi" };

function told(over: Partial<HomeCrossing> = {}): HomeCrossing {
  return {
    id: "torkham",
    name: "Torkham",
    localNames: {},
    sides: [side, side],
    lanes: ["PK-AF/truck"],
    condition: "open",
    lastWordAt: SEEN,
    lastSeenAt: SEEN,
    expectedIntervalMinutes: 360,
    present: { "PK-AF/truck": "open" },
    ...over,
  };
}

const open = { condition: "open", present: { "PK-AF/truck": "open" } };
const unknown = { condition: "unknown", present: {} };

test("what was told is unknown once its word is stale, as the public sees it", () => {
  expect(knownNow(told(), { heardAt: after(1), at: after(12) })).toEqual(open);
  expect(knownNow(told(), { heardAt: after(1), at: after(12.01) })).toEqual(unknown);
  const announced = told({ lastSeenAt: null });
  expect(knownNow(announced, { heardAt: after(1), at: after(72) })).toEqual(unknown);
});

test("what stood although its word was old already stands as it was told", () => {
  expect(knownNow(told(), { heardAt: after(13), at: after(14) })).toEqual(open);
});

test("without an interval nothing is said of its age", () => {
  const older = told({ expectedIntervalMinutes: undefined });
  expect(knownNow(older, { heardAt: after(1), at: after(500) })).toEqual(open);
});
