import { describe, expect, it } from "vitest";
import type { Claim } from "#server/domain/claim.ts";
import { corroborate, type Word } from "#server/domain/corroborate.ts";

const state = (value: "open" | "closed", lane = "PK-AF/truck"): Claim => ({
  kind: "state",
  lanes: [lane],
  value,
  track: "observed",
  exceptions: [],
  since: null,
  hold: { kind: "next" },
  cause: null,
  conditions: [],
  expectedReopeningAt: null,
});
const count = (low: number, high: number | null): Claim => ({
  kind: "count",
  metric: "trucks_stranded",
  side: null,
  lane: null,
  low,
  best: null,
  high,
  basis: "estimated",
  asGiven: null,
  what: null,
  period: null,
});
const word = (id: string, time: string, claims: Claim[], party: string | null = null): Word => ({
  source: { id, kind: "reporter", name: id, party },
  observedAt: `2025-10-12T${time}:00.000Z`,
  claims,
});

describe("corroboration", () => {
  const mine = word("me", "12:00", [state("closed")]);

  it("counts the other sources that say so, since the first of them, and those that do not", () => {
    const others = [
      word("b", "11:00", [state("closed")]),
      word("a", "10:00", [state("closed")]),
      mine,
      word("me", "09:00", [state("closed")]),
    ];
    expect(corroborate(mine, others)).toEqual([
      {
        claim: state("closed"),
        agreeing: 2,
        sinceAt: "2025-10-12T10:00:00.000Z",
        differing: 0,
      },
    ]);
    expect(corroborate(mine, [...others, word("c", "11:30", [state("open")])])).toMatchObject([
      { agreeing: 2, differing: 1 },
    ]);
  });

  it("hears each source's newest word, and since when it says so without a break", () => {
    const turned = [
      word("a", "08:00", [state("closed")]),
      word("a", "09:00", [state("open")]),
      word("a", "10:00", [state("closed")]),
      word("a", "11:00", [state("closed")]),
    ];
    for (const words of [turned, turned.toReversed()]) {
      expect(corroborate(mine, words)).toMatchObject([
        { agreeing: 1, sinceAt: "2025-10-12T10:00:00.000Z", differing: 0 },
      ]);
    }
  });

  it("takes sources of one party for one voice, and a party's own words for none", () => {
    const others = [
      word("ministry", "10:00", [state("closed")], "AF"),
      word("governor", "11:00", [state("closed")], "AF"),
    ];
    expect(corroborate(mine, others)).toMatchObject([{ agreeing: 1 }]);
    const official = word("spokesman", "12:00", [state("closed")], "AF");
    expect(corroborate(official, others)).toMatchObject([{ agreeing: 0, sinceAt: null }]);
  });

  it("leaves out other lanes and what was said more than a day away", () => {
    const far: Word = {
      ...word("a", "10:00", [state("closed")]),
      observedAt: "2025-10-11T11:59:59.000Z",
    };
    const others = [far, word("b", "11:00", [state("closed", "AF-PK/truck")])];
    expect(corroborate(mine, others)).toMatchObject([{ agreeing: 0, differing: 0 }]);
  });

  it("lets figures agree when their ranges overlap, open ends too", () => {
    const said = word("me", "12:00", [count(100, 200), { kind: "no_change" }]);
    const others = [
      word("a", "11:00", [count(200, 300)]),
      word("b", "11:00", [count(150, null)]),
      word("c", "11:00", [count(201, null)]),
    ];
    expect(corroborate(said, others)).toMatchObject([{ agreeing: 2, differing: 1 }]);
  });
});
