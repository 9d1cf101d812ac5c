/** Every refusal of a report names its field and the way out. */
import { describe, expect, test } from "vitest";
import { DomainError, type FieldProblem } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { findMisfits, MAX_COUNT, ReportInput, readClaims } from "#server/domain/report-input.ts";
import { crossingFixture } from "../../support/status-fixture.ts";

const crossing = crossingFixture("torkham");
const NOW = "2025-10-15T12:00:00.000Z";

const STATE = { kind: "state", lanes: ["PK-AF/truck"], value: "closed" };
const COUNT = { kind: "count", metric: "trucks_stranded", basis: "counted" };
const REPORT = {
  id: "0199e0a8-7f3a-7000-8000-000000000001",
  crossing: "torkham",
  observedAt: "2025-10-15T11:00:00Z",
  claims: [STATE],
};
const withClaim = (claim: object) => ({ ...REPORT, claims: [claim] });

function refusalsOf(input: unknown): readonly FieldProblem[] {
  try {
    parseInput(ReportInput, input);
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid") return error.details.fields ?? [];
    throw error;
  }
  return [];
}

const misfitsOf = (input: unknown) => findMisfits(parseInput(ReportInput, input), crossing, NOW);

describe("a report whose form does not fit", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["an id that is no UUID", { ...REPORT, id: "1" }, "id", /UUID/],
    ["a crossing that is no slug", { ...REPORT, crossing: "Torkham!" }, "crossing", /slug/],
    [
      "a time without a zone",
      { ...REPORT, observedAt: "2025-10-15T11:00:00" },
      "observedAt",
      /zone/,
    ],
    [
      "a day that does not exist",
      { ...REPORT, observedAt: "2025-02-31T11:00:00Z" },
      "observedAt",
      /no date/,
    ],
    ["no claims", { ...REPORT, claims: [] }, "claims", /at least one/],
    ["a claim of an unknown kind", withClaim({ kind: "rumour" }), "claims.0.kind", /./],
    [
      "a lane that is no lane",
      withClaim({ ...STATE, lanes: ["north"] }),
      "claims.0.lanes.0",
      /direction\/mode/,
    ],
    ["no lane", withClaim({ ...STATE, lanes: [] }), "claims.0.lanes", /at least one lane/],
    ["unknown as a state", withClaim({ ...STATE, value: "unknown" }), "claims.0.value", /./],
    ["a negative count", withClaim({ ...COUNT, exact: -1 }), "claims.0.exact", /negative/],
    ["a fraction", withClaim({ ...COUNT, exact: 1.5 }), "claims.0.exact", /fraction/],
    [
      "an absurd count",
      withClaim({ ...COUNT, exact: MAX_COUNT + 1 }),
      "claims.0.exact",
      /10,000,000/,
    ],
    ["a count in quotes", withClaim({ ...COUNT, exact: "12" }), "claims.0.exact", /whole number/],
    ["low above high", withClaim({ ...COUNT, low: 9, high: 3 }), "claims.0.low", /swap/],
    ["best outside", withClaim({ ...COUNT, low: 1, best: 9, high: 3 }), "claims.0.best", /outside/],
    [
      "best below an open range",
      withClaim({ ...COUNT, low: 5, best: 4 }),
      "claims.0.best",
      /outside/,
    ],
    ["a count without a number", withClaim(COUNT), "claims.0.exact", /give one of/],
    [
      "a number twice",
      withClaim({ ...COUNT, exact: 3, word: "few" }),
      "claims.0.exact",
      /give one of/,
    ],
    ["a word not in the table", withClaim({ ...COUNT, word: "many" }), "claims.0.word", /hundreds/],
    [
      "a word that every object has",
      withClaim({ ...COUNT, word: "constructor" }),
      "claims.0.word",
      /hundreds/,
    ],
    [
      "a side and a lane",
      withClaim({ ...COUNT, exact: 3, side: "PK", lane: "PK-AF/truck" }),
      "claims.0.lane",
      /not both/,
    ],
    ["a note too long", { ...REPORT, note: "x".repeat(2_001) }, "note", /./],
  ])("%s is refused by its field", (_what, input, path, message) => {
    const found = refusalsOf(input).find((problem) => problem.path === path);
    expect(found?.message).toMatch(message);
  });

  test("an unknown field is refused by its name", () => {
    const problems = refusalsOf({ ...REPORT, crosing: "torkham" });
    expect(JSON.stringify(problems)).toContain("crosing");
  });

  test("what is no object at all is refused", () => {
    for (const input of [null, "report", 3, []])
      expect(refusalsOf(input).length).toBeGreaterThan(0);
  });
});

describe("a report that does not fit its crossing or the clock", () => {
  test.each<[string, object, string, RegExp]>([
    [
      "more than ten minutes ahead",
      { ...REPORT, observedAt: "2025-10-15T12:10:00.001Z" },
      "observedAt",
      /future/,
    ],
    [
      "before the year 2000",
      { ...REPORT, observedAt: "1999-12-31T23:59:59Z" },
      "observedAt",
      /2000/,
    ],
    [
      "a lane the crossing has not",
      withClaim({ ...STATE, lanes: ["PK-AF/rail"] }),
      "claims.0.lanes.0",
      /its lanes are/,
    ],
    [
      "a side it has not",
      withClaim({ ...COUNT, exact: 3, side: "IR" }),
      "claims.0.side",
      /its sides are/,
    ],
    [
      "a counted lane it has not",
      withClaim({ ...COUNT, exact: 3, lane: "PK-AF/rail" }),
      "claims.0.lane",
      /its lanes are/,
    ],
    [
      "a posture of a side it has not",
      withClaim({ kind: "posture", side: "IR", value: "normal" }),
      "claims.0.side",
      /its sides are/,
    ],
    [
      "an exception in a direction it has not",
      withClaim({ ...STATE, exceptions: [{ class: "patients", direction: "IR-AF" }] }),
      "claims.0.exceptions.0.direction",
      /its directions are PK-AF, AF-PK/,
    ],
    [
      "an exception by a mode it has not",
      withClaim({ ...STATE, exceptions: [{ class: "patients", mode: "rail" }] }),
      "claims.0.exceptions.0.mode",
      /has no mode rail; its modes are pedestrian, /,
    ],
    [
      "a beginning after the report",
      withClaim({ ...STATE, since: "2025-10-15T11:10:00.001Z" }),
      "claims.0.since",
      /after/,
    ],
    [
      "an end before the beginning",
      withClaim({ ...STATE, until: "2025-10-15T11:00:00Z" }),
      "claims.0.until",
      /before/,
    ],
    [
      "two things of one lane",
      { ...REPORT, claims: [STATE, { ...STATE, value: "open" }] },
      "claims",
      /keep one/,
    ],
  ])("%s is named by its field", (_what, input, path, message) => {
    const found = misfitsOf(input).find((problem) => problem.path === path);
    expect(found?.message).toMatch(message);
  });

  test("exactly ten minutes ahead, and what was seen years ago, fit", () => {
    expect(misfitsOf({ ...REPORT, observedAt: "2025-10-15T12:10:00Z" })).toEqual([]);
    expect(misfitsOf({ ...REPORT, observedAt: "2000-01-01T00:00:00Z" })).toEqual([]);
  });
});

describe("claims as the core reads them", () => {
  const read = (claim: object) => readClaims(parseInput(ReportInput, withClaim(claim)))[0];

  test("a word becomes its range and never one number", () => {
    expect(read({ ...COUNT, word: "Hundreds" })).toMatchObject({
      low: 100,
      best: null,
      high: 999,
      asGiven: "Hundreds",
    });
  });

  test("an exact count is low, best and high", () => {
    expect(read({ ...COUNT, exact: 107 })).toMatchObject({ low: 107, best: 107, high: 107 });
  });

  test("zero is a count", () => {
    expect(read({ ...COUNT, exact: 0 })).toMatchObject({ low: 0, best: 0, high: 0 });
  });

  test("a low alone has no upper bound, a high alone begins at nothing", () => {
    expect(read({ ...COUNT, low: 5_001 })).toMatchObject({ low: 5_001, best: null, high: null });
    expect(read({ ...COUNT, high: 40 })).toMatchObject({ low: 0, best: null, high: 40 });
  });

  test("a lane named twice is one lane", () => {
    expect(read({ ...STATE, lanes: ["PK-AF/truck", "PK-AF/truck"] })).toMatchObject({
      lanes: ["PK-AF/truck"],
    });
  });
});
