import type { CrossingStatus } from "#server/domain/status.ts";

/** A crossing of which nothing was ever said. */
export function quietStatus(given: Partial<CrossingStatus> = {}): CrossingStatus {
  return {
    crossingId: "torkham",
    at: "2025-10-13T12:00:00.000Z",
    known: "now",
    condition: "unknown",
    since: null,
    cause: null,
    lanes: [],
    exceptions: [],
    figures: [],
    postures: [],
    outlooks: [],
    freshness: "silent",
    lastWordAt: null,
    expectedIntervalMinutes: 1440,
    alert: {
      level: 1,
      name: "advisory",
      reasons: [{ code: "never_reported", level: 1, values: {} }],
      axes: { severity: "Unknown", urgency: "Unknown", certainty: "Unknown" },
    },
    override: null,
    trend: "unclear",
    nextChangeAt: null,
    ...given,
  };
}
