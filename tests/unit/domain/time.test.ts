import { describe, expect, test } from "vitest";
import { DomainError } from "#server/domain/errors.ts";
import { parseInstant, timeBound } from "#server/domain/parse-instant.ts";
import { isToTheDay, startOfDay } from "#server/domain/time.ts";

describe("parseInstant", () => {
  test.each([
    ["2025-10-12T14:00Z", "2025-10-12T14:00:00.000Z"],
    ["2025-10-12T19:00:00+05:00", "2025-10-12T14:00:00.000Z"],
    ["2025-10-12T18:30:00.5+04:30", "2025-10-12T14:00:00.500Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["2024-02-29T14:00:00+14:00", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  test.each([
    "2025-10-12",
    "2025-10-12T14:00:00",
    "2025-02-31T10:00:00Z",
    "2025-02-29T10:00:00Z",
    "2025-13-01T10:00:00Z",
    "2025-10-12T25:00:00Z",
    "2025-10-12T14:00:00+99:99",
    "2025-10-12T14:00:00+14:01",
    "2025-10-12T14:00:00-23:00",
    "yesterday",
    "",
  ])("%s is refused", (text) => {
    expect(() => parseInstant(text)).toThrow(DomainError);
  });
});

describe("the beginning of a day", () => {
  test.each([
    ["Asia/Kabul", 2025, 10, 12, "2025-10-11T19:30:00.000Z"],
    ["Asia/Karachi", 2025, 10, 12, "2025-10-11T19:00:00.000Z"],
    ["Asia/Dushanbe", 2017, 12, 10, "2017-12-09T19:00:00.000Z"],
    // Iran kept summer time until 2022: clocks went forward on 22 March 2021 and 2022, and stayed put from then.
    ["Asia/Tehran", 2021, 3, 21, "2021-03-20T20:30:00.000Z"],
    ["Asia/Tehran", 2021, 3, 23, "2021-03-22T19:30:00.000Z"],
    ["Asia/Tehran", 2021, 7, 9, "2021-07-08T19:30:00.000Z"],
    ["Asia/Tehran", 2022, 4, 23, "2022-04-22T19:30:00.000Z"],
    ["Asia/Tehran", 2022, 9, 23, "2022-09-22T20:30:00.000Z"],
    ["Asia/Tehran", 2023, 5, 27, "2023-05-26T20:30:00.000Z"],
  ])("in %s, %i-%i-%i begins at its offset of that day", (zone, year, month, day, at) => {
    expect(startOfDay(zone, year, month, day)).toBe(at);
  });
});

describe("a date of the record as an interval", () => {
  const KARACHI = "Asia/Karachi";
  test.each([
    ["2023", "year", "2022-12-31T19:00:00.000Z", "2023-12-31T19:00:00.000Z", "year", false],
    ["2023-12", "month", "2023-11-30T19:00:00.000Z", "2023-12-31T19:00:00.000Z", "month", false],
    ["2023-09-06", "day", "2023-09-05T19:00:00.000Z", "2023-09-06T19:00:00.000Z", "day", true],
    ["2023-09-06", "as_of", "2023-09-05T19:00:00.000Z", "2023-09-06T19:00:00.000Z", "as_of", true],
    ["2023-09-06", "week", "2023-09-02T19:00:00.000Z", "2023-09-09T19:00:00.000Z", "week", false],
    // However exact the record claims to be, a year without a month is a year.
    ["2023", "day", "2022-12-31T19:00:00.000Z", "2023-12-31T19:00:00.000Z", "year", false],
  ] as const)("%s (%s)", (text, precision, earliestAt, latestAt, kept, isExact) => {
    const bound = timeBound(text, precision, KARACHI);
    expect(bound).toEqual({ text, precision: kept, earliestAt, latestAt });
    expect(isToTheDay(bound)).toBe(isExact);
  });

  test("an hour with its offset is one point, whatever the zone of the crossing", () => {
    const bound = timeBound("2023-09-15T08:00:00+04:30", "hour", KARACHI);
    expect(bound).toMatchObject({
      earliestAt: "2023-09-15T03:30:00.000Z",
      latestAt: "2023-09-15T03:30:00.000Z",
    });
  });
});
