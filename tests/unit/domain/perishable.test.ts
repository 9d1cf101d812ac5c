import { describe, expect, test } from "vitest";
import { timeBound } from "#server/domain/parse-instant.ts";
import { perishableLeft, readKeepingHours } from "#server/domain/perishable.ts";
import { instantBound } from "#server/domain/time.ts";

const AT = "2025-10-13T12:00:00.000Z";

describe("the perishable clock", () => {
  test("sets how long a load keeps against how long its gate is closed", () => {
    const left = perishableLeft(72, instantBound("2025-10-12T05:00:00.000Z"), AT);
    expect(left).toEqual({
      closedLowHours: 31,
      closedHighHours: 31,
      leftLowHours: 41,
      leftHighHours: 41,
    });
  });

  test("gives a range where the hour of the closing is not known, and goes below 0 when it is past", () => {
    const since = timeBound("2025-10-12", "day", "UTC");
    expect(perishableLeft(24, since, AT)).toEqual({
      closedLowHours: 12,
      closedHighHours: 36,
      leftLowHours: -12,
      leftHighHours: 12,
    });
  });

  test.each([
    ["48", 48],
    [" 36.5 ", 36.5],
    ["۴۸", 48],
    ["٤٨", 48],
    ["36,5", 36.5],
    ["0", null],
    ["-4", null],
    ["", null],
    ["two", null],
    ["9999", null],
    ["1e3", null],
  ])("reads %j as hours: %j", (text, hours) => {
    expect(readKeepingHours(text)).toBe(hours);
  });
});
