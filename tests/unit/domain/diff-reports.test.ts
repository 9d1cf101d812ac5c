import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Claim, CountClaim, StateClaim } from "#server/domain/claim.ts";
import { correctionDetails, diffReports, type ReportVersion } from "#server/domain/diff-reports.ts";
import { anyClaim, anyInstant } from "./generated-reports.ts";

const AT = "2025-10-15T14:20:00.000Z";
const state = (over: Partial<StateClaim> = {}): StateClaim => ({
  kind: "state",
  lanes: ["PK-AF/truck", "AF-PK/truck"],
  value: "closed",
  track: "observed",
  exceptions: [],
  since: null,
  hold: { kind: "next" },
  cause: null,
  conditions: [],
  expectedReopeningAt: null,
  ...over,
});
const count = (low: number, over: Partial<CountClaim> = {}): CountClaim => ({
  kind: "count",
  metric: "trucks_stranded",
  side: null,
  lane: null,
  low,
  best: low,
  high: low,
  basis: "counted",
  asGiven: null,
  what: null,
  period: null,
  ...over,
});
const said = (claims: readonly Claim[], over: Partial<ReportVersion> = {}): ReportVersion => ({
  observedAt: AT,
  claims,
  note: null,
  ...over,
});

describe("what differs between two versions", () => {
  test("107 corrected to 170 is one figure, with its parts", () => {
    const differences = diffReports(said([state(), count(107)]), said([count(170), state()]));
    expect(differences).toEqual([
      {
        kind: "claim",
        subject: "count trucks_stranded",
        from: count(107),
        to: count(170),
        parts: ["best", "high", "low"],
      },
    ]);
  });

  test("a lane that went another way is told alone, whatever it was put together with", () => {
    const before = said([state()]);
    const after = said([
      state({ lanes: ["AF-PK/truck"], value: "open" }),
      state({ lanes: ["PK-AF/truck"] }),
    ]);
    expect(diffReports(before, after)).toMatchObject([
      { subject: "state observed AF-PK/truck", parts: ["value"] },
    ]);
  });

  test("time and note, and what was added or taken out", () => {
    const before = said([state(), { kind: "posture", side: "PK", value: "normal" }]);
    const after = said([state(), count(5)], { observedAt: "2025-10-15T15:00:00.000Z", note: "n" });
    expect(diffReports(before, after).map((d) => [d.kind, d.from === null, d.to === null])).toEqual(
      [
        ["observedAt", false, false],
        ["claim", false, true],
        ["claim", true, false],
        ["note", true, false],
      ],
    );
  });
});

describe("what the public reads of a correction", () => {
  test("the figure and when it had been seen; never the note", () => {
    const details = correctionDetails(
      said([count(107)], { note: "my phone" }),
      said([count(170)], { note: "hers" }),
    );
    expect(details).toEqual([
      {
        kind: "correction",
        observedAt: AT,
        subject: {
          of: "figure",
          metric: "trucks_stranded",
          side: null,
          lane: null,
          from: { low: 107, best: 107, high: 107 },
          to: { low: 170, best: 170, high: 170 },
        },
      },
    ]);
  });

  test("a detail without a line of its own is one line; a note alone is none", () => {
    const told = correctionDetails(
      said([count(107), state()]),
      said([count(107, { basis: "told" }), state({ cause: "clash" })]),
    );
    expect(told).toMatchObject([{ subject: { of: "other" } }]);
    expect(correctionDetails(said([count(1)]), said([count(1)], { note: "n" }))).toEqual([]);
  });
});

const anyVersion: fc.Arbitrary<ReportVersion> = fc.record({
  observedAt: anyInstant,
  claims: fc.array(anyClaim, { maxLength: 6 }),
  note: fc.option(fc.string(), { nil: null }),
});

/** The same with its fields in another order, as a database gives them back. */
const reordered = (version: ReportVersion): ReportVersion => ({
  ...version,
  claims: version.claims.map(
    (claim) =>
      // The same entries make the same claim.
      Object.fromEntries(Object.entries(claim).reverse()) as unknown as Claim,
  ),
});

describe("for any two versions", () => {
  test("one differs from itself in nothing, whatever the order of its fields", () => {
    fc.assert(
      fc.property(anyVersion, (version) => {
        expect(diffReports(version, reordered(version))).toEqual([]);
        expect(correctionDetails(version, version)).toEqual([]);
      }),
    );
  });

  test("there and back are the same differences the other way round, and neither is changed", () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        const [before, after] = [structuredClone(a), structuredClone(b)];
        const turned = diffReports(b, a).map((d) => ({ ...d, from: d.to, to: d.from }));
        const key = (d: object) => JSON.stringify(d);
        const there = diffReports(a, b).map((d) => key({ ...d, from: d.from, to: d.to }));
        expect(there.toSorted()).toEqual(turned.map(key).toSorted());
        expect([a, b]).toEqual([before, after]);
      }),
    );
  });

  test("no public line without a difference, and none that names the note", () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        const details = correctionDetails(a, b);
        const claims = diffReports(a, b).filter(({ kind }) => kind !== "note");
        expect(details.length > 0).toBe(claims.length > 0);
        expect(details.length).toBeLessThanOrEqual(claims.length);
      }),
    );
  });
});
