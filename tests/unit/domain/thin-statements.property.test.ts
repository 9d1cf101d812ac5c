/** Leaving out what changes nothing: whatever is reported, hindsight is as it was. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Claim } from "#server/domain/claim.ts";
import { cutClosures, deriveClosures, layOutTimelines } from "#server/domain/derive-closures.ts";
import { layOutStatements } from "#server/domain/lane-statement.ts";
import { type LaneTracks, toRibbon } from "#server/domain/lane-timeline.ts";
import { type PublishedReport, reportsKnown } from "#server/domain/report.ts";
import { thinStatements } from "#server/domain/thin-statements.ts";
import { earlierOf, fromMs, HOUR_MS, type Instant, toMs } from "#server/domain/time.ts";
import {
  anyReports,
  anyState,
  CROSSING,
  WORLD_FROM,
  WORLD_HOURS,
  WORLD_NOW,
  WORLD_TO,
} from "./generated-reports.ts";

const plainClaim = (
  value: "open" | "closed",
  track: "observed" | "announced" = "observed",
): Claim => ({
  kind: "state",
  lanes: CROSSING.lanes.map(({ id }) => id),
  value,
  track,
  exceptions: [],
  since: null,
  hold: { kind: "next" },
  cause: null,
  conditions: [],
  expectedReopeningAt: null,
});

const plainReport = (at: Instant, claim: Claim, name: string): PublishedReport => ({
  id: `plain-${at}-${name}`,
  crossingId: CROSSING.id,
  source: { id: `press:${name}`, kind: "press", name, party: null },
  observedAt: at,
  receivedAt: at,
  publishedAt: at,
  withdrawnAt: null,
  claims: [claim],
  links: [],
});

/** A word every few hours that seldom says anything new, on one track or the other. */
const anyPlainWords = fc
  .record({
    everyHours: fc.integer({ min: 4, max: 20 }),
    values: fc.array(fc.constantFrom("open" as const, "closed" as const), {
      minLength: 3,
      maxLength: 40,
    }),
    track: fc.constantFrom("observed" as const, "observed" as const, "announced" as const),
    stay: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ everyHours, values, track, stay }) =>
    Array.from({ length: Math.floor(WORLD_HOURS / everyHours) }, (_, i) =>
      plainReport(
        fromMs(toMs(WORLD_FROM) + i * everyHours * HOUR_MS),
        plainClaim(values[Math.floor(i / stay) % values.length] ?? "open", track),
        String(i % 3),
      ),
    ),
  );

/** Half of the worlds have no exceptions, which keep much from being left out. */
const anyWorld = fc.oneof(
  anyReports(anyState),
  anyReports(
    anyState.map((claim) => (claim.kind === "state" ? { ...claim, exceptions: [] } : claim)),
  ),
);

test("what is left out changes no closure and no ribbon", () => {
  let leftOut = 0;
  const count = (statements: ReadonlyMap<string, LaneTracks>) =>
    [...statements.values()].reduce(
      (n, { observed, announced }) => n + observed.length + announced.length,
      0,
    );
  fc.assert(
    fc.property(
      anyWorld,
      anyPlainWords,
      fc.constantFrom(WORLD_NOW, fromMs(toMs(WORLD_FROM) + 100 * HOUR_MS)),
      (reports, words, now) => {
        const input = {
          crossing: CROSSING,
          reports: [...reports, ...words],
          from: WORLD_FROM,
          // As whoever asks does: of what comes after now nobody makes a closure or a ribbon.
          to: earlierOf(WORLD_TO, now),
          now,
        };
        const all = layOutStatements(reportsKnown(input.reports, now, "now"), CROSSING.sides);
        const thin = thinStatements(all, {
          now,
          intervalMinutes: CROSSING.expectedIntervalMinutes,
        });
        leftOut += count(all) - count(thin);
        const whole = new Map(
          [...all].map(([lane, tracks]) => [lane, { ...tracks, seenOpenAt: [] }]),
        );
        const [before, after] = [layOutTimelines(whole, input), layOutTimelines(thin, input)];
        expect(after.map(({ segments }) => toRibbon(segments))).toEqual(
          before.map(({ segments }) => toRibbon(segments)),
        );
        expect(cutClosures(after, input)).toEqual(cutClosures(before, input));
      },
    ),
    { numRuns: 60 },
  );
  expect(leftOut).toBeGreaterThan(500);
});

test("a gate that was told each hour for years costs hardly more than one that was told when it changed", () => {
  const DAYS = 300;
  const end = toMs("2025-10-01T00:00:00.000Z");
  const words = Array.from({ length: DAYS * 24 }, (_, hour) => {
    const isClosed = Math.floor(hour / 24) % 100 === 50;
    const at = fromMs(end - (DAYS * 24 - hour) * HOUR_MS);
    return plainReport(at, plainClaim(isClosed ? "closed" : "open"), String(hour % 5));
  });
  const now = fromMs(end);
  const startedAt = performance.now();
  const closures = deriveClosures({
    crossing: CROSSING,
    reports: words,
    from: "2000-01-01T00:00:00.000Z",
    to: now,
    now,
  });
  expect(closures.map(({ end: how }) => how)).toEqual(Array(3).fill("reopened"));
  // With every word looked through at each it was minutes.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
