/** The instants, claims and figures of October 2025 by which Gatewatch was asked for, checked by hand. */
import { describe, expect, test } from "vitest";
import type { Known } from "#server/domain/report.ts";
import { exceptionWords, RECORD, statusOf } from "./recorded-crossings.ts";

const FIVE = ["torkham", "chaman-spin-boldak", "kharlachi", "ghulam-khan", "angoor-ada"];
const AFTERNOON = "2025-10-13T12:00:00.000Z";

describe("13 October 2025, 17:00 in Pakistan", () => {
  // Row 2025-10-12-pk-af-all-closed.
  test.each(FIVE)("%s is closed for every lane, since the 12th, by a clash", (id) => {
    const status = statusOf(id, AFTERNOON);
    expect(status.condition).toBe("closed");
    for (const lane of status.lanes) {
      expect(lane.value).toBe("closed");
      expect(lane.since?.text).toBe("2025-10-12");
      expect(lane.basis).toBe("observed");
    }
    expect(status.cause).toBe("clash");
    expect(status.alert.level).toBeGreaterThanOrEqual(3);
  });

  // Row 2025-10-13-chaman-spin-boldak-returnees: 15:00 to 17:30 local.
  test.each([
    ["2025-10-13T09:59:59.999Z", []],
    ["2025-10-13T10:00:00.000Z", ["returnees PK-AF pedestrian open"]],
    [AFTERNOON, ["returnees PK-AF pedestrian open"]],
    ["2025-10-13T12:29:59.999Z", ["returnees PK-AF pedestrian open"]],
    ["2025-10-13T12:30:00.000Z", []],
  ])("at %s the exceptions at Chaman are %j", (at, exceptions) => {
    expect(exceptionWords(statusOf("chaman-spin-boldak", at).exceptions)).toEqual(exceptions);
  });

  // Row 2025-10-13-chaman-spin-boldak-stranded-people of reports.json: "hundreds".
  test("people stranded at Chaman are a range with its claim, and no best", () => {
    const figure = statusOf("chaman-spin-boldak", AFTERNOON).figures.find(
      ({ metric }) => metric === "people_stranded",
    );
    expect(figure).toMatchObject({ low: 100, high: 999, best: null, disputed: false });
    expect(figure?.claims[0]).toMatchObject({ asGiven: "hundreds", source: { party: "PK" } });
  });
});

describe("Torkham on 1 September 2025", () => {
  const at = "2025-09-01T12:00:00.000Z";
  const asKnown = (known: Known) => statusOf("torkham", at, known);

  // Rows 2025-03-22-torkham-reopened and 2025-05-09-torkham-trucks (reopened on 10 May); closed on 12 October.
  test("as known now it is open, recorded", () => {
    const { condition, lanes, since } = asKnown("now");
    expect(condition).toBe("open");
    expect(lanes.every((lane) => lane.value === "open" && lane.recorded)).toBe(true);
    expect(since?.text).toBe("2025-05-10");
  });

  test("as known then it is unknown, last seen open, and silent", () => {
    const { condition, lanes, freshness } = asKnown("then");
    expect(condition).toBe("unknown");
    expect(freshness).toBe("silent");
    for (const lane of lanes) {
      expect(lane).toMatchObject({
        value: "unknown",
        recorded: false,
        lastSeen: { value: "open" },
      });
    }
  });
});

describe("today", () => {
  test.each(RECORD.crossings.map(({ id }) => id))("nothing is known of %s", (id) => {
    const now = "2026-11-23T06:00:00.000Z";
    const status = statusOf(id, now, "now", now);
    expect(status).toMatchObject({ condition: "unknown", freshness: "silent" });
    expect(status.alert.axes.certainty).toBe("Unknown");
    expect(status.lanes.every((lane) => lane.value === "unknown" && !lane.recorded)).toBe(true);
  });
});

describe("claims of October 2025", () => {
  const incident = RECORD.incidents.find(({ id }) => id === "october-2025-clashes");
  const claims = (group: string) =>
    (incident?.casualtyClaims ?? [])
      .filter((claim) => claim.group.startsWith(group))
      .map(({ claimant, low, high, harm }) => [claimant.party, harm, low, high])
      .filter(([, harm]) => harm === "killed");

  test("Pakistani soldiers killed: 23 by Pakistan, 58 by the Afghan spokesman, side by side", () => {
    const found = claims("2025-10-11-pk-soldiers-killed");
    expect(found).toContainEqual(["PK", "killed", 23, 23]);
    expect(found).toContainEqual(["AF", "killed", 58, 58]);
  });

  test("Afghan fighters killed: more than 200 by Pakistan, nine by the Afghan spokesman", () => {
    const found = claims("2025-10-11-af-fighters-killed");
    expect(found).toContainEqual(["PK", "killed", 201, null]);
    expect(found).toContainEqual(["AF", "killed", 9, 9]);
  });

  test.each(FIVE)(
    "on 15 October Pakistan's forces at %s are on high alert, level critical",
    (id) => {
      const status = statusOf(id, "2025-10-15T12:00:00.000Z");
      expect(status.postures).toMatchObject([{ side: "PK", value: "high_alert" }]);
      expect(status.alert.level).toBe(4);
      expect(status.alert.reasons[0]?.code).toBe("high_alert");
    },
  );

  test("'normal' and 'stabilising' are outlooks beside the trend, each with who said it", () => {
    const { outlooks } = statusOf("torkham", "2025-10-15T12:00:00.000Z");
    expect(outlooks.map(({ quote, said }) => [quote, said.source.party]).sort()).toEqual([
      ["normal", "AF"],
      ["stabilising", null],
    ]);
  });

  test("by 19 October nobody has said again that the forces are on high alert", () => {
    expect(statusOf("torkham", "2025-10-19T00:00:00.000Z").postures).toEqual([]);
  });

  // Rows 2025-10-15-torkham-stranded-trucks and 2025-11-15-torkham-stranded-trucks of reports.json.
  test("107 vehicles held at Torkham on 15 October, by Pakistan alone: a range without best", () => {
    const figure = statusOf("torkham", "2025-10-15T12:00:00.000Z").figures.find(
      ({ metric }) => metric === "trucks_stranded",
    );
    expect(figure).toMatchObject({ low: 107, high: 107, best: null });
    expect(figure?.claims[0]?.source.party).toBe("PK");
  });

  test("4,000 to 5,000 vehicles on the road to Torkham on 15 November, and none is said for December", () => {
    const trucks = (at: string) =>
      statusOf("torkham", at).figures.find(({ metric }) => metric === "trucks_stranded");
    expect(trucks("2025-11-15T12:00:00.000Z")).toMatchObject({
      low: 4_000,
      high: 5_000,
      best: null,
    });
    expect(trucks("2025-12-01T12:00:00.000Z")).toBeUndefined();
  });
});
