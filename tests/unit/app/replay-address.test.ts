import { expect, test } from "vitest";
import { endText, readReplayQuery, stepsOf } from "#app/_components/replay/replay-query.ts";
import { pathsFor } from "#app/paths.ts";
import { DAY_MS, HOUR_MS } from "#server/domain/time.ts";

const NOW = "2026-11-22T12:00:00.000Z";

test("without a word it is October 2025, from its beginning, as known now", () => {
  expect(readReplayQuery({}, NOW)).toEqual({
    from: "2025-10-10T00:00:00.000Z",
    to: "2025-11-01T00:00:00.000Z",
    at: "2025-10-10T00:00:00.000Z",
    known: "now",
    problems: [],
  });
});

test("a moment's own link leads back to it", () => {
  const moment = readReplayQuery(
    { from: "2025-10-10", to: "2025-10-20", asOf: "2025-10-13T11:00:00Z", known: "then" },
    NOW,
  );
  const { from, to, at, known } = moment;
  const href = pathsFor("ur").replay({
    from: endText(from, "from"),
    to: endText(to, "to"),
    asOf: at,
    known,
  });
  const url = new URL(href, "http://gatewatch");
  expect(url.pathname).toBe("/ur/replay");
  expect(readReplayQuery(Object.fromEntries(url.searchParams), NOW)).toEqual(moment);
});

test.for([
  ["upside down", { from: "2025-10-20", to: "2025-10-10" }, "2025-10-11", "2025-10-20"],
  ["to come", { from: "2030-01-01", to: "2031-01-01" }, "2026-11-21T12", "2026-11-22T12"],
  ["a single day", { from: "2025-10-12", to: "2025-10-12" }, "2025-10-12", "2025-10-13"],
  ["not readable", { from: "soon", to: "2025-13-45" }, "2025-10-10", "2025-11-01"],
] as const)("a period %s still has a day at least", ([, query, from, to]) => {
  const read = readReplayQuery(query, NOW);
  expect(read.from.startsWith(from), read.from).toBe(true);
  expect(read.to.startsWith(to), read.to).toBe(true);
  expect(read.at >= read.from && read.at <= read.to).toBe(true);
});

test("what cannot be read is named", () => {
  expect(readReplayQuery({ from: "soon", known: "maybe" }, NOW).problems).toMatchObject([
    { field: "known" },
    { field: "from", value: "soon" },
  ]);
});

test("an instant outside of the period becomes its nearer end", () => {
  const period = { from: "2025-10-10", to: "2025-10-20" };
  expect(readReplayQuery({ ...period, asOf: "2025-01-01T00:00:00Z" }, NOW).at).toBe(
    "2025-10-10T00:00:00.000Z",
  );
  expect(readReplayQuery({ ...period, asOf: "2026-01-01T00:00:00Z" }, NOW).at).toBe(
    "2025-10-21T00:00:00.000Z",
  );
});

test("a month moves by the hour, years by the week", () => {
  expect(stepsOf({ from: "2025-10-10T00:00:00.000Z", to: NOW }).stepMs).toBe(DAY_MS);
  expect(stepsOf(readReplayQuery({}, NOW))).toEqual({ stepMs: HOUR_MS, leapMs: DAY_MS });
  expect(stepsOf({ from: "2011-01-01T00:00:00.000Z", to: NOW }).stepMs).toBe(7 * DAY_MS);
});
