/** The alert rules, one by one, over statuses that the core itself derived. */
import { describe, expect, test } from "vitest";
import type { Claim, CountClaim, StateClaim } from "#server/domain/claim.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { diffStatus } from "#server/domain/diff-status.ts";
import { overridesAt } from "#server/domain/override.ts";
import { passTime } from "#server/domain/pass-time.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import type { Source } from "#server/domain/source.ts";
import type { AlertOverride, CrossingStatus } from "#server/domain/status.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import {
  countClaim,
  crossingFixture,
  PRESS,
  reportFixture,
  stateClaim,
} from "../../support/status-fixture.ts";

const crossing = crossingFixture("torkham");
const NOON = "2025-10-15T12:00:00.000Z";
const WITNESS: Source = { id: "witness", kind: "reporter", name: "A witness", party: null };

const state = (value: StateClaim["value"], given: Partial<StateClaim> = {}) =>
  stateClaim(crossing, { value, ...given });
const told = (claims: readonly Claim[], at = NOON, source = PRESS) =>
  reportFixture({ crossing, at, claims, source });
const statusOf = (
  reports: readonly PublishedReport[],
  at = NOON,
  override: AlertOverride | null = null,
) => deriveStatus({ crossing, reports, at, known: "now", now: at, override });
const reasonsOf = ({ alert }: CrossingStatus) =>
  alert.reasons.map(({ code, level }) => `${code} ${level}`);
const trucks = crossing.lanes.filter(({ mode }) => mode === "truck").map(({ id }) => id);
const notTrucks = crossing.lanes.filter(({ mode }) => mode !== "truck").map(({ id }) => id);

describe("alert level", () => {
  test("all open and nothing else is normal", () => {
    expect(statusOf([told([state("open")])]).alert).toMatchObject({
      level: 0,
      name: "normal",
      reasons: [{ code: "all_open" }],
    });
  });

  test("never heard of is advisory, with certainty unknown", () => {
    expect(statusOf([]).alert).toMatchObject({
      level: 1,
      reasons: [{ code: "never_reported" }],
      axes: { certainty: "Unknown", severity: "Unknown" },
    });
  });

  test("silent is advisory and names the last word", () => {
    const { alert } = statusOf([told([state("open")])], addMs(NOON, 100 * HOUR_MS));
    expect(alert).toMatchObject({
      level: 1,
      reasons: [{ code: "silent", values: { lastWordAt: NOON } }],
    });
  });

  test("all closed is high, by a clash too, and what still moves is said", () => {
    const exceptions = [
      { class: "returnees", direction: null, mode: null, state: "open" },
    ] as const;
    expect(reasonsOf(statusOf([told([state("closed")])]))).toEqual(["all_closed 3"]);
    expect(reasonsOf(statusOf([told([state("closed", { cause: "clash", exceptions })])]))).toEqual([
      "all_closed 3",
      "clash 3",
      "exceptions_only 2",
    ]);
  });

  test("closed as far as is known does not say that every lane is", () => {
    const [first = ""] = trucks;
    const reasonOf = (lanes: readonly string[]) =>
      statusOf([told([state("closed", { lanes })])]).alert.reasons.find(
        ({ code }) => code === "all_closed",
      );
    expect(reasonOf([first])?.values).toEqual({ unknown: crossing.lanes.length - 1 });
    expect(reasonOf(crossing.lanes.map(({ id }) => id))?.values).toEqual({});
  });

  test("one mode closed is elevated", () => {
    const reports = [
      told([state("closed", { lanes: trucks }), state("open", { lanes: notTrucks })]),
    ];
    expect(statusOf(reports).alert).toMatchObject({
      level: 2,
      reasons: [{ code: "mode_closed", values: { mode: "truck" } }],
    });
  });

  test("restricted is advisory, and so is what is partly unknown", () => {
    expect(reasonsOf(statusOf([told([state("restricted")])]))).toEqual(["restricted 1"]);
    expect(reasonsOf(statusOf([told([state("open", { lanes: trucks })])]))).toEqual([
      "partly_unknown 1",
    ]);
  });

  test("forces on high alert: critical where all is closed, high elsewhere", () => {
    const posture: Claim = { kind: "posture", side: "PK", value: "high_alert" };
    expect(statusOf([told([state("closed"), posture])]).alert.level).toBe(4);
    expect(statusOf([told([state("open"), posture])]).alert.level).toBe(3);
    expect(
      reasonsOf(statusOf([told([state("open"), { ...posture, value: "heightened" }])])),
    ).toEqual(["heightened 1"]);
  });

  test.each([
    ["people_stranded", 49, "all_open 0"],
    ["people_stranded", 50, "people_stranded 1"],
    ["people_stranded", 499, "people_stranded 1"],
    ["people_stranded", 500, "people_stranded 2"],
    ["people_stranded", 5_000, "people_stranded 3"],
    ["trucks_stranded", 50, "trucks_stranded 1"],
    ["trucks_stranded", 250, "trucks_stranded 2"],
    ["trucks_stranded", 2_500, "trucks_stranded 3"],
  ] as const)("%s from %i: %s", (metric: CountClaim["metric"], low, reason) => {
    const reports = [told([state("open"), countClaim({ metric, low, high: 9_999 })])];
    expect(reasonsOf(statusOf(reports))).toEqual([reason]);
  });

  test("an announcement that nobody has seen come true, and sources that differ, are advisory", () => {
    const announced = told([state("open", { track: "announced" })], NOON, WITNESS);
    expect(reasonsOf(statusOf([told([state("restricted")]), announced]))).toContain(
      "announced_gap 1",
    );
    const contested = [
      told([state("open")], addMs(NOON, -1), WITNESS),
      told([state("restricted")]),
    ];
    expect(statusOf(contested).alert).toMatchObject({
      reasons: expect.arrayContaining([{ code: "contested", level: 1, values: {} }]),
      axes: { certainty: "Possible" },
    });
  });

  test("a person's override sets the level and leads the reasons, until it expires", () => {
    const override: AlertOverride = { level: 1, reason: "drill", expiresAt: addMs(NOON, HOUR_MS) };
    const reports = [told([state("closed")])];
    expect(statusOf(reports, NOON, override).alert).toMatchObject({
      level: 1,
      reasons: [{ code: "override", values: { reason: "drill" } }, { code: "all_closed" }],
    });
    expect(statusOf(reports, override.expiresAt, override)).toMatchObject({
      alert: { level: 3 },
      override: null,
    });
  });

  test("an older override that outlasts a newer one counts again, with no level between them", () => {
    const high: AlertOverride = { level: 3, reason: "older", expiresAt: addMs(NOON, 9 * HOUR_MS) };
    const low: AlertOverride = { level: 4, reason: "newer", expiresAt: addMs(NOON, HOUR_MS) };
    const past: AlertOverride = { level: 2, reason: "over", expiresAt: addMs(NOON, -1) };
    const within: AlertOverride = {
      level: 0,
      reason: "never",
      expiresAt: addMs(NOON, HOUR_MS - 1),
    };
    const status = deriveStatus({
      crossing,
      reports: [told([state("restricted")])],
      at: NOON,
      known: "now",
      now: NOON,
      ...overridesAt([past, low, within, high], NOON),
    });
    expect([status.alert.level, status.nextChangeAt]).toEqual([4, low.expiresAt]);
    const steps = passTime(status, high.expiresAt).flatMap(({ at, details }) =>
      details.flatMap((one) => (one.kind === "level" ? [[at, one.from, one.to]] : [])),
    );
    expect(steps).toEqual([
      [low.expiresAt, 4, 3],
      [high.expiresAt, 3, 1],
    ]);
  });
});

describe("trend, from one day to the next", () => {
  const yesterday = addMs(NOON, -24 * HOUR_MS);
  const trendOf = (before: readonly Claim[], after: readonly Claim[]) =>
    statusOf([told(before, yesterday), told(after)]).trend;
  const stranded = (low: number, high: number | null = low) => countClaim({ low, high });

  test("worsening when lanes close or ranges lie wholly higher", () => {
    expect(trendOf([state("open")], [state("closed")])).toBe("worsening");
    expect(
      trendOf([state("closed"), stranded(100, 200)], [state("closed"), stranded(201, 300)]),
    ).toBe("worsening");
  });

  test("easing when they open or lie wholly lower", () => {
    expect(trendOf([state("closed")], [state("restricted")])).toBe("easing");
    expect(trendOf([state("closed"), stranded(300)], [state("closed"), stranded(200)])).toBe(
      "easing",
    );
  });

  test("steady when nothing moved, and when ranges overlap", () => {
    expect(
      trendOf([state("closed"), stranded(100, 200)], [state("closed"), stranded(200, 300)]),
    ).toBe("steady");
  });

  test("unclear when things moved both ways, or nothing was known the day before", () => {
    expect(trendOf([state("closed"), stranded(100)], [state("open"), stranded(200)])).toBe(
      "unclear",
    );
    expect(statusOf([told([state("closed")])]).trend).toBe("unclear");
  });

  test("an official's 'stabilising' plays no part", () => {
    const outlook: Claim = { kind: "outlook", value: "steady", quote: "stabilising" };
    expect(trendOf([state("open")], [state("closed"), outlook])).toBe("worsening");
  });
});

describe("diffStatus", () => {
  const open = statusOf([told([state("open")])]);

  test("finds nothing between a status and itself, nor where only ages differ", () => {
    expect(diffStatus(open, open)).toEqual([]);
    expect(diffStatus(open, statusOf([told([state("open")])], addMs(NOON, HOUR_MS)))).toEqual([]);
  });

  test("names each lane, exception, figure, posture, level and trend that changed", () => {
    const exceptions = [
      { class: "returnees", direction: "PK-AF", mode: null, state: "open" },
    ] as const;
    const after = statusOf([
      told([state("open")], addMs(NOON, -24 * HOUR_MS)),
      told([
        state("closed", { exceptions }),
        countClaim({ low: 5, high: 9 }),
        { kind: "posture", side: "PK", value: "high_alert" },
      ]),
    ]);
    const details = diffStatus(open, after);
    expect(details.filter(({ kind }) => kind === "lane")).toHaveLength(crossing.lanes.length);
    expect(details).toContainEqual({
      kind: "lane",
      lane: "PK-AF/truck",
      from: "open",
      to: "closed",
    });
    expect(details).toContainEqual({
      kind: "exception",
      class: "returnees",
      direction: "PK-AF",
      mode: null,
      from: null,
      to: "open",
    });
    expect(details).toContainEqual({
      kind: "figure",
      metric: "trucks_stranded",
      side: null,
      lane: null,
      from: null,
      to: { low: 5, best: null, high: 9 },
    });
    expect(details).toContainEqual({ kind: "posture", side: "PK", from: null, to: "high_alert" });
    expect(details).toContainEqual({ kind: "level", from: 0, to: 4 });
    expect(details).toContainEqual({ kind: "trend", from: "unclear", to: "worsening" });
  });

  test("an announcement that changes no lane is a change of its own", () => {
    const after = statusOf([
      told([state("open")]),
      told([state("restricted", { track: "announced" })], addMs(NOON, -1), WITNESS),
    ]);
    expect(diffStatus(open, after)).toContainEqual({
      kind: "announcement",
      lane: "PK-AF/truck",
      from: "unknown",
      to: "restricted",
    });
  });
});
