import { describe, expect, test } from "vitest";
import { WatchInput } from "#server/domain/watch.ts";
import { findRuleMisfits, type WatchRule } from "#server/domain/watch-rule.ts";
import { findTimingMisfits, USUAL_TIMING } from "#server/domain/watch-timing.ts";
import { gateCrossing } from "../../support/gate-crossing.ts";

const misfits = (rule: WatchRule) => findRuleMisfits(rule, [gateCrossing]);
const anyLane = { direction: null, mode: null };

describe("a rule that is saved", () => {
  test("is told when it can never fire, and why", () => {
    const rail = misfits({ kind: "closure_longer", hours: 5, direction: "PK-AF", mode: "rail" });
    expect(rail[0]?.message).toMatch(/PK-AF\/rail is no lane here.*PK-AF\/truck/);
    const figure = { kind: "figure", metric: "trucks_stranded", side: null } as const;
    expect(misfits({ ...figure, above: 20_000_000, clearBelow: 1 })[0]?.message).toMatch(/never/);
    const elsewhere = misfits({ ...figure, side: "IR", above: 10, clearBelow: 5 });
    expect(elsewhere[0]?.path).toBe("rule.side");
  });

  test("is told when it would always fire, and why", () => {
    expect(misfits({ kind: "level", atLeast: 0 })[0]?.message).toMatch(/always/);
    const figure = { kind: "figure", metric: "wait_minutes", side: null } as const;
    expect(misfits({ ...figure, above: 0, clearBelow: 0 })).toHaveLength(2);
    expect(misfits({ ...figure, above: 10, clearBelow: 10 })[0]?.path).toBe("rule.clearBelow");
    expect(misfits({ kind: "silence", hours: 11 })[0]?.message).toMatch(/12 h between two words/);
  });

  test("has nothing to be told otherwise", () => {
    expect(misfits({ kind: "state", on: ["closed"], ...anyLane })).toEqual([]);
    expect(misfits({ kind: "silence", hours: 12 })).toEqual([]);
    expect(misfits({ kind: "level", atLeast: 4 })).toEqual([]);
  });

  test("has a timing that does not contradict itself", () => {
    const quiet = (fromHour: number, toHour: number, breakThroughLevel: number | null = null) => ({
      ...USUAL_TIMING,
      quiet: { fromHour, toHour, breakThroughLevel },
    });
    expect(findTimingMisfits(quiet(22, 6, 3))).toEqual([]);
    expect(findTimingMisfits(quiet(6, 6))).toHaveLength(1);
    expect(findTimingMisfits(quiet(22, 6, 0))).toHaveLength(1);
    expect(findTimingMisfits({ ...quiet(22, 6), digestHour: 5 })[0]?.path).toBe(
      "timing.digestHour",
    );
    expect(findTimingMisfits({ ...quiet(22, 6), digestHour: 6 })).toEqual([]);
  });

  test("is read strictly, with the usual timing where none is given", () => {
    const input = {
      id: "6f9619ff-8b86-4d11-b42d-00c04fc964ff",
      name: " Torkham ",
      subject: { kind: "border", border: "PK-AF" },
      rule: { kind: "level", atLeast: 3 },
      channel: { kind: "email", email: "Desk@Example.org" },
    };
    expect(WatchInput.parse(input)).toMatchObject({
      name: "Torkham",
      subject: { border: "AF-PK" },
      timing: USUAL_TIMING,
      channel: { email: "desk@example.org" },
    });
    const bad = { ...input, name: "a\r\nBcc: x", rule: { kind: "level", atLeast: 3, other: 1 } };
    expect(WatchInput.safeParse(bad).error?.issues).toHaveLength(2);
  });
});
