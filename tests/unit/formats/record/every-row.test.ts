/** Every row of data/closures.json: in the middle of the time in which it certainly holds, the core says what it says. */
import { describe, expect, test } from "vitest";
import { timeBound } from "#server/domain/parse-instant.ts";
import { DAY_MS, fromMs, type Instant, isToTheDay, toMs } from "#server/domain/time.ts";
import type { RecordClosure } from "#server/formats/record/record-schema.ts";
import { FILES, getCrossing, modeStates, statusOf } from "./recorded-crossings.ts";

/** The middle of a row's certain time at a crossing; null when no instant of it is certain. */
function middleOf(row: RecordClosure, crossingId: string): Instant | null {
  const crossing = getCrossing(crossingId);
  const zone = (crossing.sides.find((s) => s.country === row.closed_by) ?? crossing.sides[0]).zone;
  const since = timeBound(row.from, row.from_precision, zone);
  const fromAt = isToTheDay(since) ? since.earliestAt : since.latestAt;
  const endText = row.to ?? row.still_as_of;
  if (endText === null) return isToTheDay(since) ? fromMs(toMs(fromAt) + DAY_MS / 2) : null;
  const end = timeBound(endText, row.to_precision ?? "day", zone);
  const endsAsItsDayBegins = row.to_basis === "reopened" || row.to_basis === "partly_reopened";
  const toAt = isToTheDay(end) && !endsAsItsDayBegins ? end.latestAt : end.earliestAt;
  return toAt <= fromAt ? null : fromMs((toMs(fromAt) + toMs(toAt)) / 2);
}

/** `on foot, by car, by truck` as the kind alone says. */
const BY_KIND: Readonly<Record<RecordClosure["kind"], string>> = {
  closed: "closed closed closed",
  reopened: "open open open",
  partial_pedestrians_only: "open closed closed",
  partial_trucks_only: "closed closed open",
  partial_returnees_only: "closed closed closed",
  partial_other: "restricted restricted restricted",
};

/** Rows whose kind alone does not tell, each judged by hand: row, crossing, what holds in its middle, and why. */
const JUDGED: Readonly<Record<string, string>> = {
  // A class and not the whole mode: restricted.
  "2017-03-07-torkham-pedestrians torkham": "restricted closed closed",
  "2017-03-07-torkham-pedestrians chaman-spin-boldak": "restricted closed closed",
  "2020-04-10-torkham-trucks torkham": "closed closed restricted",
  "2021-07-25-chaman-spin-boldak-pedestrians chaman-spin-boldak": "restricted closed closed",
  "2021-10-19-chaman-spin-boldak-pedestrians chaman-spin-boldak": "restricted closed closed",
  "2021-10-24-chaman-spin-boldak-pedestrians chaman-spin-boldak": "restricted closed closed",
  "2023-02-24-torkham-pedestrians torkham": "restricted closed closed",
  "2025-10-20-chaman-spin-boldak-trucks chaman-spin-boldak": "closed closed restricted",
  // Trucks, and besides them a class on foot.
  "2020-05-01-torkham-trucks torkham": "restricted closed open",
  "2020-06-22-torkham-trucks torkham": "restricted closed open",
  "2020-06-22-torkham-trucks chaman-spin-boldak": "restricted closed open",
  "2021-05-05-torkham-trucks torkham": "restricted closed open",
  // A later row overlaps: 2020-04-19-torkham-other, 2020-07-30-…-closed, 2021-10-19-…-pedestrians.
  "2020-04-16-torkham-trucks torkham": "restricted restricted restricted",
  "2020-07-29-chaman-spin-boldak-pedestrians chaman-spin-boldak": "closed closed closed",
  "2021-10-05-chaman-spin-boldak-closed chaman-spin-boldak": "restricted closed closed",
  // Inside a closure: closed, with exceptions (rule 8).
  "2025-12-04-torkham-other torkham": "closed closed closed",
  "2025-12-04-torkham-other chaman-spin-boldak": "closed closed closed",
};

/** Rows of which no instant is certain: a month or year, closed within it or with no known end. */
const NOWHERE_CERTAIN = [
  "2017-05-chaman-spin-boldak-other",
  "2020-03-hairatan-termez-closed",
  "2021-07-26-chaman-spin-boldak-reopened",
  "2021-08-15-torkham-closed",
  "2021-09-chaman-spin-boldak-closed",
  "2021-09-torkham-trucks",
  "2021-10-21-torkham-reopened",
  "2023-03-torkham-closed",
  "2023-torkham-closed",
  "2024-07-torkham-other",
  "2024-kharlachi-closed",
  "2026-01-torkham-other",
];

const PLACED = FILES.closures.flatMap((row) =>
  row.crossing_ids.map((crossingId) => ({ row, crossingId, midAt: middleOf(row, crossingId) })),
);

describe("every row of the record", () => {
  test("those of which no instant is certain are the known ones", () => {
    const found = PLACED.filter(({ midAt }) => midAt === null).map(({ row }) => row.id);
    expect(found.sort()).toEqual([...NOWHERE_CERTAIN].sort());
  });

  test.each(
    PLACED.flatMap(({ row, crossingId, midAt }) =>
      midAt === null ? [] : [{ id: row.id, kind: row.kind, crossingId, midAt }],
    ),
  )("$id at $crossingId holds in its middle", ({ id, kind, crossingId, midAt }) => {
    const modes = modeStates(statusOf(crossingId, midAt).lanes);
    const seen = [modes.pedestrian, modes.passenger, modes.truck].join(" ");
    expect(seen).toBe(JUDGED[`${id} ${crossingId}`] ?? BY_KIND[kind]);
  });
});
