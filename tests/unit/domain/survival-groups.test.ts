import { describe, expect, test } from "vitest";
import type { Cause } from "#server/domain/claim.ts";
import type { Closure, ClosureEnd } from "#server/domain/closure.ts";
import { questionOf, survivalGroups } from "#server/domain/survival-groups.ts";
import { addMs, DAY_MS, instantBound } from "#server/domain/time.ts";

const BEGAN = "2025-01-01T00:00:00.000Z";

function closure(
  crossingId: string,
  days: number,
  given: { cause?: Cause | null; end?: ClosureEnd; fromAt?: string } = {},
): Closure {
  const { cause = "clash", end = "reopened", fromAt = BEGAN } = given;
  return {
    crossingId,
    from: instantBound(fromAt),
    fromAt,
    toAt: addMs(fromAt, days * DAY_MS),
    end,
    cause,
    lanes: [],
    phases: [],
    firstMovement: null,
  };
}

const many = (crossingId: string, count: number, cause: Cause | null = "clash") =>
  Array.from({ length: count }, (_, i) => closure(crossingId, 10 + i, { cause }));
const scopes = (closures: readonly Closure[], cause: Cause | null, day = 1) =>
  survivalGroups(closures, { crossingId: "torkham", cause, day }).map(({ scope, remaining }) => [
    scope,
    remaining?.reached ?? null,
  ]);

describe("who is asked how long a closure may last", () => {
  test("its own crossing, if five are known there", () => {
    expect(scopes([...many("torkham", 5), ...many("chaman", 9)], "clash")).toEqual([
      ["crossing", 5],
    ]);
  });

  test("else those with the same cause at all crossings, its own among them", () => {
    const others = [...many("chaman", 3), ...many("chaman", 9, "protest")];
    expect(scopes([...many("torkham", 4), ...others], "clash")).toEqual([
      ["crossing", null],
      ["cause", 7],
    ]);
  });

  test("else all, and when they are too few nobody speaks", () => {
    const closures = [...many("torkham", 2), ...many("chaman", 3, "protest")];
    expect(scopes(closures, "clash").at(-1)).toEqual(["all", 5]);
    expect(scopes(closures.slice(1), "clash")).toEqual([
      ["crossing", null],
      ["cause", null],
      ["all", null],
    ]);
    expect(scopes([], "clash").at(-1)).toEqual(["all", null]);
  });

  test("that nobody knows why is no cause to have in common", () => {
    const closures = many("chaman", 5, "unknown");
    for (const cause of ["unknown", null] as const) {
      expect(scopes(closures, cause).map(([scope]) => scope)).toEqual(["crossing", "all"]);
    }
  });

  test("no crossing in particular: by cause at once", () => {
    const question = { crossingId: null, cause: "clash", day: 1 } as const;
    expect(survivalGroups(many("chaman", 5), question)).toMatchObject([
      { scope: "cause", cases: 5, ended: 5, curve: { length: 5 } },
    ]);
  });
});

describe("what a crossing's closures ask", () => {
  const later = "2025-10-01T00:00:00.000Z";

  test("how much longer the one that goes on, from its day", () => {
    const newest = closure("torkham", 30.5, { end: "ongoing", fromAt: later, cause: "protest" });
    expect(questionOf([...many("torkham", 5), newest])).toEqual({ cause: "protest", day: 31 });
  });

  test("how long they last altogether, while none goes on", () => {
    const newest = closure("torkham", 30.5, { end: "lost_sight", fromAt: later });
    expect(questionOf([...many("torkham", 5), newest])).toEqual({ cause: null, day: 1 });
    expect(questionOf([])).toEqual({ cause: null, day: 1 });
  });
});
