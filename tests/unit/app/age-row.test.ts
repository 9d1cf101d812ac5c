import fc from "fast-check";
import { expect, test } from "vitest";
import { ageLiveStatus } from "#app/_components/overview/age-row.ts";
import { ageStatus } from "#server/domain/age-status.ts";
import { deriveAlert } from "#server/domain/alert.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { liveStatus } from "#server/domain/live-status.ts";
import { overridesAt } from "#server/domain/override.ts";
import { addMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import {
  countClaim,
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

/* Expected every six hours: fresh until 6 h, ageing until 12 h, stale until 24 h, then silent. */
const AT = "2026-11-22T12:00:00.000Z";
const crossing = crossingFixture("torkham");
const open = liveStatus(
  statusFixture(crossing, AT, [
    reportFixture({ crossing, at: AT, claims: [stateClaim(crossing)] }),
  ]),
);

test("freshness turns at its boundaries, and a stale open is unknown with what it was last seen as", () => {
  const after = (ms: number) => ageLiveStatus(open, addMs(AT, ms), deriveAlert);
  expect(after(6 * HOUR_MS).freshness).toBe("fresh");
  expect(after(6 * HOUR_MS + 1).freshness).toBe("ageing");
  expect(after(12 * HOUR_MS)).toMatchObject({ freshness: "ageing", condition: "open" });
  const stale = after(12 * HOUR_MS + 1);
  expect(stale).toMatchObject({ freshness: "stale", condition: "unknown", since: null });
  expect(stale.lanes.map(({ lastSeen }) => lastSeen?.value)).toEqual(open.lanes.map(() => "open"));
  expect(stale.alert).toMatchObject({ level: 1, reasons: [{ code: "silent" }] });
  expect(after(24 * HOUR_MS + 1).freshness).toBe("silent");
});

test("a level that somebody set ends with its expiry though nobody is heard, and an older one counts again", () => {
  const until = (hours: number, level: 3 | 4) => ({
    level,
    reason: `${hours} hours`,
    expiresAt: addMs(AT, hours * HOUR_MS),
  });
  const status = deriveStatus({
    crossing,
    reports: [reportFixture({ crossing, at: AT, claims: [stateClaim(crossing)] })],
    at: AT,
    known: "now",
    now: AT,
    ...overridesAt([until(1, 4), until(3, 3)], AT),
  });
  const levelAfter = (hours: number) =>
    ageLiveStatus(liveStatus(status), addMs(AT, hours * HOUR_MS), deriveAlert).alert.level;
  expect([0, 1, 2, 3].map(levelAfter)).toEqual([4, 3, 3, 0]);
});

const report = fc.record({
  minutesAgo: fc.nat(30 * 60),
  lanes: fc.subarray(
    crossing.lanes.map(({ id }) => id),
    { minLength: 1 },
  ),
  value: fc.constantFrom(...CLAIMABLE_STATES),
  trucks: fc.option(fc.nat(6_000)),
});

test("the browser's copy ages as the server's does", () => {
  fc.assert(
    fc.property(fc.array(report, { maxLength: 5 }), fc.nat(40 * 60), (said, minutesLater) => {
      const reports = said.map(({ minutesAgo, lanes, value, trucks }) =>
        reportFixture({
          crossing,
          at: addMs(AT, -minutesAgo * MINUTE_MS),
          claims: [
            stateClaim(crossing, { lanes, value }),
            ...(trucks === null ? [] : [countClaim({ low: trucks, high: trucks })]),
          ],
        }),
      );
      const status = statusFixture(crossing, AT, reports);
      const later = addMs(AT, minutesLater * MINUTE_MS);
      const server = liveStatus(ageStatus(status, later));
      const browser = ageLiveStatus(liveStatus(status), later, deriveAlert);
      expect(browser.lanes.map(({ value }) => value)).toEqual(
        server.lanes.map(({ value }) => value),
      );
      expect(browser.condition).toBe(server.condition);
      expect(browser.since).toEqual(server.since);
      expect(browser.freshness).toBe(server.freshness);
      expect(browser.alert).toEqual(server.alert);
    }),
  );
});
