import { expect, test } from "vitest";
import { isPastView } from "#app/_client/past-view.ts";
import { readView } from "#app/view-query.ts";

test.each([
  ["2025-10-13T12:00:00Z", true],
  ["2025-10-13T17:00:00+05:00", true],
  ["2025-10-13T17:00:00 05:00", true],
  ["", false],
  ["yesterday", false],
  ["2025-10-13", false],
  ["2025-10-13T12:00:00", false],
  ["1999-12-31T23:59:59Z", false],
  ["2999-01-01T00:00:00Z", false],
])("asOf=%s is a view of the past, as the server reads it: %s", (asOf, isPast) => {
  expect(isPastView(new URLSearchParams({ asOf }))).toBe(isPast);
  const read = readView({ asOf }, new Date().toISOString()).asOf !== undefined;
  expect(read).toBe(isPast);
});
