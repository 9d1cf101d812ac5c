import { describe, expect, test } from "vitest";
import type { FeedReading } from "#server/domain/feed.ts";
import { parseBwt } from "#server/feeds/cbp/bwt-schema.ts";
import { placeClock, readClock, readPortClock } from "#server/feeds/cbp/clock-words.ts";
import { proposeCrossings } from "#server/feeds/cbp/propose-crossings.ts";
import { readCbp } from "#server/feeds/cbp/read-cbp.ts";
import {
  CBP_ANSWERED_AT,
  cbpAnswer,
  lane,
  lanes,
  NO_LANE,
  PENDING,
  type PortParts,
  port,
  SHUT,
} from "../../support/feeds/cbp-answer.ts";

const NOW = CBP_ANSWERED_AT;
const BLAINE = { number: "300401", port: "Blaine", crossing: "Pacific Highway" };
const AT = "At 10:00 am PST";

const readOne = (parts: Omit<PortParts, "number" | "port"> & Partial<PortParts>): FeedReading =>
  readCbp([port({ ...BLAINE, ...parts })], NOW);

const claimsOf = (reading: FeedReading) => reading.reports.flatMap(({ claims }) => claims);
const statesOf = (reading: FeedReading) =>
  claimsOf(reading).flatMap((c) => (c.kind === "state" ? [[c.lanes.join(), c.value]] : []));
const waitsOf = (reading: FeedReading) =>
  claimsOf(reading).flatMap((c) => (c.kind === "count" ? [[c.lane, c.low, c.high]] : []));
const flagsOf = (reading: FeedReading) => reading.flags.map(({ kind }) => kind);

describe("a lane of CBP", () => {
  test("an empty delay is no figure, and never 0", () => {
    const reading = readOne({ truck: lanes({ standard_lanes: lane(AT, "", 3, "no delay") }) });
    expect(statesOf(reading)).toEqual([["CA-US/truck", "open"]]);
    expect(waitsOf(reading)).toEqual([]);
    expect(reading.flags).toEqual([]);
  });

  test("no delay with 0 minutes is a wait of 0", () => {
    const reading = readOne({ truck: lanes({ standard_lanes: lane(AT, 0, 3) }) });
    expect(waitsOf(reading)).toEqual([["CA-US/truck", 0, 0]]);
  });

  test("no delay with minutes is flagged, and the wait holds both", () => {
    const reading = readOne({ car: lanes({ standard_lanes: lane(AT, 5, 2, "no delay") }) });
    expect(statesOf(reading)).toEqual([["CA-US/passenger", "open"]]);
    expect(waitsOf(reading)).toEqual([["CA-US/passenger", 0, 5]]);
    expect(flagsOf(reading)).toEqual(["contradiction"]);
  });

  test("a delay of 0 minutes is flagged and makes no figure", () => {
    const reading = readOne({ car: lanes({ standard_lanes: lane(AT, 0, 2, "delay") }) });
    expect(waitsOf(reading)).toEqual([]);
    expect(flagsOf(reading)).toEqual(["contradiction"]);
  });

  test.each([
    ["delay", 30],
    ["no delay", 0],
  ] as const)("%s with no lane open claims nothing and is flagged", (status, minutes) => {
    const reading = readOne({ truck: lanes({ standard_lanes: lane(AT, minutes, 0, status) }) });
    expect(reading.reports).toEqual([]);
    expect(flagsOf(reading)).toEqual(["contradiction"]);
  });

  test("closed lanes with lanes open claim nothing and are flagged", () => {
    const reading = readOne({ truck: lanes({ standard_lanes: lane(AT, "", 2, "Lanes Closed") }) });
    expect(reading.reports).toEqual([]);
    expect(flagsOf(reading)).toEqual(["contradiction"]);
  });

  test("an update that pends is no claim, also where lanes are counted", () => {
    const reading = readOne({ truck: lanes({ standard_lanes: PENDING, FAST_lanes: PENDING }) });
    expect(reading.reports).toEqual([]);
    expect(reading.flags).toEqual([]);
  });

  test("lanes that are closed are closed; those that do not exist are not spoken of", () => {
    const reading = readOne({
      truck: lanes({ standard_lanes: SHUT, FAST_lanes: NO_LANE }),
      car: lanes({ standard_lanes: lane(AT, 10, 1) }),
    });
    expect(statesOf(reading)).toEqual([
      ["CA-US/truck", "closed"],
      ["CA-US/passenger", "open"],
    ]);
  });

  test("standard lanes closed while others run is restricted to those", () => {
    const reading = readOne({
      truck: lanes({ standard_lanes: SHUT, FAST_lanes: lane(AT, 10, 1) }),
    });
    expect(claimsOf(reading)[0]).toMatchObject({
      value: "restricted",
      conditions: ["FAST lanes only"],
    });
    expect(waitsOf(reading)).toEqual([["CA-US/truck", 10, 10]]);
  });

  test("standard lanes pending while others run claims nothing", () => {
    const reading = readOne({
      truck: lanes({ standard_lanes: PENDING, FAST_lanes: lane(AT, 10, 1) }),
    });
    expect(reading.reports).toEqual([]);
  });

  test("one lane closed and the other pending is not closed", () => {
    const reading = readOne({ truck: lanes({ standard_lanes: SHUT, FAST_lanes: PENDING }) });
    expect(reading.reports).toEqual([]);
  });

  test("keys are read in any case", () => {
    const upper = {
      ...port({ ...BLAINE, car: lanes({ NEXUS_sentri_LANES: lane(AT, 1, 1, "delay") }) }),
    };
    const { port_number: number, ...rest } = upper;
    const reading = readCbp([{ ...rest, PORT_Number: number }], NOW);
    expect(claimsOf(reading)[0]).toMatchObject({ conditions: ["NEXUS/SENTRI lanes only"] });
  });

  test("a word that nobody knows and a delay that is no number are flagged, not guessed", () => {
    const odd = { ...lane(AT, 0, 1), operational_status: "Closing soon" };
    const reading = readOne({
      truck: lanes({ standard_lanes: odd }),
      car: lanes({ standard_lanes: { ...lane(AT, 5, 1), delay_minutes: "5-10" } }),
    });
    expect(flagsOf(reading)).toEqual(["unknown_word", "bad_number"]);
    expect(statesOf(reading)).toEqual([["CA-US/passenger", "open"]]);
    expect(waitsOf(reading)).toEqual([]);
  });

  test("a port that is closed and has lanes running is flagged and claims nothing of them", () => {
    const reading = readOne({ status: "Closed", car: lanes({ standard_lanes: lane(AT, 10, 1) }) });
    expect(reading.reports).toEqual([]);
    expect(flagsOf(reading)).toEqual(["contradiction"]);
  });
});

describe("CBP's times", () => {
  test.each([
    ["At 10:00 am EDT", 10 * 60, "EDT"],
    ["at 12:05 PM cst", 12 * 60 + 5, "CST"],
    ["At 12:30 am PST", 30, "PST"],
    ["At Noon EDT", 12 * 60, "EDT"],
    ["At Midnight", 0, null],
    ["1:17 p.m. EST", 13 * 60 + 17, "EST"],
  ])("%s is read", (text, minutes, zoneWord) => {
    expect(readClock(text)).toEqual({ ofDayMs: minutes * 60_000, zoneWord });
  });

  test.each(["", "soon", "At 13:00 pm EST", "At 0:30 am EST", "At 10:75 am EST"])(
    "%j is no time",
    (text) => {
      expect(readClock(text)).toBeNull();
    },
  );

  const at = (text: string, date: string, time: string, zone = "America/New_York") => {
    const clock = readClock(text);
    if (clock === null) throw new Error(`${text} is no clock`);
    return placeClock(clock, { port: readPortClock(date, time), zone, now: NOW });
  };

  test("summer and winter time follow the zone word and the season", () => {
    expect(at("At 10:00 am EDT", "7/4/2026", "10:25:16").at).toBe("2026-07-04T14:00:00.000Z");
    expect(at("At 10:00 am EST", "1/4/2026", "10:25:16").at).toBe("2026-01-04T15:00:00.000Z");
  });

  test("of an hour that the clock shows twice, the zone word says which", () => {
    const night = ["11/1/2026", "01:50:00"] as const;
    expect(at("At 1:30 am EDT", ...night).at).toBe("2026-11-01T05:30:00.000Z");
    expect(at("At 1:30 am EST", ...night).at).toBe("2026-11-01T06:30:00.000Z");
  });

  test("a winter word in summer is flagged, and the port's clock counts", () => {
    expect(at("At 10:00 am EST", "7/4/2026", "10:25:16")).toEqual({
      at: "2026-07-04T14:00:00.000Z",
      isOffWord: true,
    });
  });

  test("Arizona keeps MST all summer", () => {
    expect(at("At 10:00 am MST", "7/4/2026", "10:25:16", "America/Phoenix")).toEqual({
      at: "2026-07-04T17:00:00.000Z",
      isOffWord: false,
    });
  });

  test("an update of the evening before is of the day before", () => {
    expect(at("At 11:00 pm EST", "11/22/2026", "00:15:00").at).toBe("2026-11-22T04:00:00.000Z");
    expect(at("At Midnight EST", "11/22/2026", "00:15:00").at).toBe("2026-11-22T05:00:00.000Z");
  });

  test("a day that is none is not rolled on", () => {
    expect(readPortClock("2/30/2026", "10:00:00")).toBeNull();
    expect(readPortClock("22.11.2026", "10:00:00")).toBeNull();
  });

  test("lanes with different times make reports of their own; closed ones go with the newest", () => {
    const reading = readOne({
      truck: lanes({ standard_lanes: lane("At 9:00 am PST", 10, 1) }),
      car: lanes({ standard_lanes: lane(AT, 5, 1) }),
      foot: lanes({ standard_lanes: SHUT }),
    });
    expect(reading.reports.map((r) => [r.observedAt, r.claims.length])).toEqual([
      ["2026-11-22T17:00:00.000Z", 2],
      ["2026-11-22T18:00:00.000Z", 3],
    ]);
  });

  test("a port that is shut altogether is told by its own clock, by the hour", () => {
    const shut = { car: lanes({ standard_lanes: SHUT }) };
    const first = readOne({ ...shut, time: "10:05:00" });
    expect(first.reports.map((r) => r.observedAt)).toEqual(["2026-11-22T18:00:00.000Z"]);
    expect(readOne({ ...shut, time: "10:55:00" }).reports).toEqual(first.reports);
  });

  test("lanes that run without a time that can be read say nothing, and are flagged", () => {
    const reading = readOne({ car: lanes({ standard_lanes: lane("just now", 5, 1) }) });
    expect(reading.reports).toEqual([]);
    expect(flagsOf(reading)).toEqual(["no_time"]);
  });
});

describe("a whole answer of CBP", () => {
  test("an error page, an object and an empty list are no answer", () => {
    for (const answer of ["<html>", { error: "down" }, [], [{ a: 1 }], null]) {
      expect(() => parseBwt(answer)).toThrow(/no JSON array|no port/);
    }
  });

  test("one entry that is no port does not harm the others", () => {
    const { ports, unreadable } = parseBwt([42, ...cbpAnswer()]);
    expect([ports.length, unreadable]).toEqual([81, 1]);
  });

  test("its ports become about eighty crossings, each with the lanes that exist", () => {
    const proposed = proposeCrossings(parseBwt(cbpAnswer()).ports, new Set(["sumas"]));
    expect(proposed).toHaveLength(80);
    expect(new Set(proposed.map(({ crossing }) => crossing.id)).size).toBe(80);
    const byPlace = new Map(proposed.map(({ place, crossing }) => [place, crossing]));
    expect(byPlace.has("070803")).toBe(false);
    expect(byPlace.get("300901")?.id).toBe("sumas-300901");
    expect(byPlace.get("240203")).toMatchObject({
      id: "ysleta-el-paso",
      name: "Ysleta, El Paso",
      sides: [
        { country: "US", zone: "America/Denver" },
        { country: "MX", zone: "America/Ciudad_Juarez" },
      ],
    });
    expect(byPlace.get("230404")?.lanes.map(({ id }) => id)).toEqual(["MX-US/truck"]);
    // A port that the table does not know: its zone by its zone word, and no position.
    expect(byPlace.get("331901")).toMatchObject({
      position: null,
      sides: [{ zone: "America/Denver" }, { country: "CA" }],
    });
  });

  test("every report of it lies in the last day and none in the future", () => {
    const { reports } = readCbp(cbpAnswer(), NOW);
    expect(new Set(reports.map(({ place }) => place)).size).toBe(80);
    for (const { observedAt } of reports) {
      expect(observedAt <= NOW && observedAt > "2026-11-21T18:00:00.000Z").toBe(true);
    }
  });
});
