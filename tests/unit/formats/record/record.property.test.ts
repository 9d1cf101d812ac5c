/** On the record itself: charts, closures and status tell the same, at whatever instant one asks. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayText, localDay } from "#server/domain/calendar-day.ts";
import { deriveClosures, deriveTimelines } from "#server/domain/derive-closures.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { DAY_MS, fromMs, HOUR_MS, toMs } from "#server/domain/time.ts";
import { getCrossing, RECORD, reportsOf, statusOf, TODAY } from "./recorded-crossings.ts";

const FROM = "2011-11-01T00:00:00.000Z";
const DAYS = Math.floor((toMs(TODAY) - toMs(FROM)) / DAY_MS);
const RUNS = { numRuns: 100 };

/** Any hour of the fifteen years, half of them within a day of where some row begins. */
const anyHour = fc
  .oneof(
    fc.integer({ min: 0, max: DAYS * 24 - 1 }).map((hour) => toMs(FROM) + hour * HOUR_MS),
    fc
      .tuple(fc.constantFrom(...RECORD.drafts), fc.integer({ min: -24, max: 48 }))
      .map(([draft, hours]) => toMs(draft.observedAt) + hours * HOUR_MS),
  )
  .map(fromMs)
  .filter((at) => at >= FROM && at < TODAY);
const anyCrossing = fc.constantFrom(...RECORD.crossings);

test("a ribbon and the closures agree with the status", () => {
  const told = new Map(
    RECORD.crossings.map((crossing) => {
      const span = { crossing, reports: reportsOf(crossing.id), from: FROM, to: TODAY, now: TODAY };
      return [crossing.id, { lanes: deriveTimelines(span), closures: deriveClosures(span) }];
    }),
  );
  fc.assert(
    fc.property(anyCrossing, anyHour, ({ id }, at) => {
      const status = statusOf(id, at);
      const { lanes = [], closures = [] } = told.get(id) ?? {};
      for (const { lane, segments } of lanes) {
        const here = segments.find((s) => s.fromAt <= at && at < s.toAt);
        expect(here?.value).toBe(status.lanes.find((l) => l.lane === lane)?.value);
      }
      const isClosed = status.lanes.some((lane) => lane.value === "closed");
      expect(closures.filter((c) => c.fromAt <= at && at < c.toAt)).toHaveLength(isClosed ? 1 : 0);
    }),
    { numRuns: 300 },
  );
});

test("pages in another order give the same status", () => {
  fc.assert(
    fc.property(anyCrossing, anyHour, fc.constantFrom("now", "then"), (crossing, at, known) => {
      const reports = [...reportsOf(crossing.id)].reverse();
      const reversed = deriveStatus({ crossing, reports, at, known, now: TODAY });
      expect(reversed).toEqual(statusOf(crossing.id, at, known));
    }),
    RUNS,
  );
});

test("what came out later changes nothing of what was known then", () => {
  fc.assert(
    fc.property(anyCrossing, anyHour, (crossing, at) => {
      const reports = reportsOf(crossing.id).filter((report) => report.publishedAt <= at);
      const alone = deriveStatus({ crossing, reports, at, known: "then", now: at });
      expect(statusOf(crossing.id, at, "then")).toEqual(alone);
      expect(alone.lanes.some((lane) => lane.recorded)).toBe(false);
    }),
    RUNS,
  );
});

test("the day with which a row ends is the last one on which it was seen, by the clocks of both sides", () => {
  const named = RECORD.drafts.flatMap(({ crossingId, claims }) =>
    claims.flatMap((claim) =>
      claim.kind === "state" && claim.hold.kind === "documented"
        ? [{ crossingId, ...claim.hold.bound }]
        : [],
    ),
  );
  expect(named.length).toBeGreaterThan(10);
  for (const { crossingId, text, latestAt } of named) {
    for (const { zone } of getCrossing(crossingId).sides) {
      const days = statusOf(crossingId, latestAt).lanes.flatMap(({ lastSeen }) =>
        lastSeen === null ? [] : [dayText(localDay(lastSeen.at, zone))],
      );
      expect(
        days.filter((on) => on > text),
        `${crossingId}, ${text}, ${zone}`,
      ).toEqual([]);
    }
  }
});
