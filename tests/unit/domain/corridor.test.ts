import { describe, expect, test } from "vitest";
import {
  corridorAnswer,
  corridorLane,
  corridorMisfit,
  suggestCorridors,
} from "#server/domain/corridor.ts";
import { lanesBetween, type Mode, type Side } from "#server/domain/crossing.ts";

const side = (country: string): Side => ({
  country,
  place: null,
  admin: null,
  authority: null,
  zone: "UTC",
});
const place = (id: string, [a, b]: readonly [string, string], modes: readonly Mode[]) => ({
  id,
  name: id,
  sides: [side(a), side(b)] as const,
  lanes: lanesBetween(a, b, modes),
});
const TORKHAM = place("torkham", ["AF", "PK"], ["pedestrian", "truck"]);
const CHAMAN = place("chaman", ["AF", "PK"], ["pedestrian", "truck"]);
const ANGOOR = place("angoor-ada", ["AF", "PK"], ["pedestrian"]);
const ISLAM_QALA = place("islam-qala", ["AF", "IR"], ["truck"]);
const trucks = { direction: "PK-AF", mode: "truck" } as const;

describe("a corridor", () => {
  test("names one lane at each crossing", () => {
    expect(corridorLane(trucks)).toBe("PK-AF/truck");
  });

  test("takes a crossing that has that lane, and says why it does not take another", () => {
    expect(corridorMisfit(TORKHAM, trucks)).toBeNull();
    expect(corridorMisfit(ANGOOR, trucks)).toBe("no_lane");
    expect(corridorMisfit(ISLAM_QALA, trucks)).toBe("not_on_border");
  });

  test("is answered by what each crossing is, in the firm's order, and unknown is never open", () => {
    const rows = [
      { crossingId: "torkham", value: "closed" },
      { crossingId: "chaman", value: "open" },
    ] as const;
    expect(corridorAnswer(rows)).toEqual({ crossings: rows, open: 1, isSure: true });
    expect(corridorAnswer([{ crossingId: "torkham", value: "unknown" }])).toMatchObject({
      open: 0,
      isSure: false,
    });
  });
});

describe("corridors to begin with", () => {
  const all = [ANGOOR, CHAMAN, ISLAM_QALA, TORKHAM];

  test("are the crossings of one border that have the lane, those first of which most is told", () => {
    const told = (id: string) => (id === "torkham" ? 9 : 1);
    expect(suggestCorridors(all, "truck", told)).toEqual([
      { direction: "AF-PK", mode: "truck", crossingIds: ["torkham", "chaman"] },
      { direction: "PK-AF", mode: "truck", crossingIds: ["torkham", "chaman"] },
    ]);
  });

  test("begin with the border of which most is told", () => {
    const herat = place("herat", ["AF", "IR"], ["truck"]);
    const told = (id: string) => (id === "herat" ? 9 : 1);
    const [first] = suggestCorridors([...all, herat], "truck", told);
    expect(first).toMatchObject({ direction: "AF-IR", crossingIds: ["herat", "islam-qala"] });
  });

  test("are none where a border has one such crossing, which has no substitute", () => {
    expect(suggestCorridors([ISLAM_QALA], "truck", () => 0)).toEqual([]);
    expect(suggestCorridors(all, "rail", () => 0)).toEqual([]);
  });
});
