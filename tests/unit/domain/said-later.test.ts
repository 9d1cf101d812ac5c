import { expect, test } from "vitest";
import { ageStatus } from "#server/domain/age-status.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import { instantBound } from "#server/domain/time.ts";
import { gateCrossing as crossing } from "../../support/gate-crossing.ts";

function said(
  by: string,
  observedAt: string,
  value: "open" | "closed" | null,
  since?: string,
): PublishedReport {
  return {
    id: `${by} ${observedAt}`,
    crossingId: "gate",
    source: { id: by, kind: "reporter", name: by, party: null },
    observedAt,
    receivedAt: observedAt,
    publishedAt: observedAt,
    withdrawnAt: null,
    links: [],
    claims: [
      value === null
        ? { kind: "no_change" }
        : {
            kind: "state",
            lanes: ["PK-AF/truck"],
            value,
            track: "observed",
            exceptions: [],
            since: since === undefined ? null : instantBound(since),
            hold: { kind: "next" },
            cause: null,
            conditions: [],
            expectedReopeningAt: null,
          },
    ],
  };
}

const truckAt = (reports: readonly PublishedReport[], at: string, now = at) =>
  deriveStatus({ crossing, reports, at, known: "now", now }).lanes[0]?.value;

const day = (time: string) => `2026-11-22T${time}:00.000Z`;

test("who says at noon that it has been closed since eight is newer than who saw it open at ten", () => {
  const reports = [
    said("a", day("10:00"), "open"),
    said("b", day("12:00"), "closed", day("08:00")),
  ];
  expect(truckAt(reports, day("12:01"))).toBe("closed");
  expect(truckAt(reports, day("09:00"), day("13:00"))).toBe("closed");
});

test("'nothing changed' after another's word says again what its source said", () => {
  const reports = [
    said("a", day("10:00"), "open"),
    said("b", day("11:00"), "closed"),
    said("a", day("12:00"), null),
  ];
  expect(truckAt(reports, day("11:30"))).toBe("closed");
  expect(truckAt(reports, day("12:01"))).toBe("open");
});

test("an announced closure that has passed does not bring back an open that nobody saw again", () => {
  const announced = said("c", day("09:00"), "closed");
  const planned = announced.claims.map((claim) =>
    claim.kind === "state"
      ? {
          ...claim,
          track: "announced" as const,
          hold: {
            kind: "until" as const,
            bound: instantBound(day("11:00")),
            basis: "planned" as const,
          },
        }
      : claim,
  );
  const reports = [said("a", day("08:00"), "open"), { ...announced, claims: planned }];
  expect(truckAt(reports, day("08:30"))).toBe("open");
  expect(truckAt(reports, day("10:00"))).toBe("closed");
  expect(truckAt(reports, day("11:30"))).toBe("unknown");
  expect(truckAt([...reports, said("a", day("11:40"), "open")], day("11:45"))).toBe("open");
});

test("an open that was said to end is not open after its end in a browser that hears nothing more", () => {
  const until = said("a", day("10:00"), "open").claims.map((claim) =>
    claim.kind === "state"
      ? {
          ...claim,
          hold: {
            kind: "until" as const,
            bound: instantBound(day("11:00")),
            basis: "planned" as const,
          },
        }
      : claim,
  );
  const reports = [{ ...said("a", day("10:00"), "open"), claims: until }];
  const now = day("10:01");
  const status = deriveStatus({ crossing, reports, at: now, known: "now", now });
  expect(status.nextChangeAt).toBe(day("11:00"));
  expect(ageStatus(status, day("10:59")).lanes[0]?.value).toBe("open");
  expect(ageStatus(status, day("11:00")).lanes[0]?.value).toBe("unknown");
});

test("'closed' said again after months of which nothing is known begins anew, as the list of closures does", () => {
  const documented = said("press", day("08:00"), "closed", "2025-10-12T00:00:00.000Z");
  const claims = documented.claims.map((claim) =>
    claim.kind === "state"
      ? {
          ...claim,
          hold: { kind: "documented" as const, bound: instantBound("2026-02-27T00:00:00.000Z") },
        }
      : claim,
  );
  const press = { ...documented, observedAt: "2026-02-26T00:00:00.000Z", claims };
  const again = said("b", day("12:00"), "closed");
  const sinceAt = (reports: readonly PublishedReport[], at: string) =>
    deriveStatus({ crossing, reports, at, known: "now", now: at }).lanes[0]?.since?.earliestAt;
  expect(sinceAt([press], "2026-02-26T12:00:00.000Z")).toBe("2025-10-12T00:00:00.000Z");
  expect(sinceAt([press, again], day("12:01"))).toBe(day("12:00"));
  // Of one that held until the next word nothing says that it was ever otherwise.
  const held = said("a", "2026-10-01T00:00:00.000Z", "closed");
  expect(sinceAt([held, again], day("12:01"))).toBe("2026-10-01T00:00:00.000Z");
});
