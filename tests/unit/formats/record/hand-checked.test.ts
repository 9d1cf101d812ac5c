import { describe, expect, test } from "vitest";
import { CHAMAN } from "./instants/chaman.ts";
import { OTHER_NEIGHBOURS } from "./instants/other-neighbours.ts";
import { OTHER_PAKISTANI } from "./instants/other-pakistani.ts";
import { TORKHAM_SINCE_2021 } from "./instants/torkham-since-2021.ts";
import { TORKHAM_UNTIL_2020 } from "./instants/torkham-until-2020.ts";
import { exceptionWords, fullInstant, modeStates, statusOf } from "./recorded-crossings.ts";

const HAND_CHECKED = [
  ...TORKHAM_UNTIL_2020,
  ...TORKHAM_SINCE_2021,
  ...CHAMAN,
  ...OTHER_PAKISTANI,
  ...OTHER_NEIGHBOURS,
];
const MODES = ["pedestrian", "passenger", "truck", "rail"];

const expectedModes = (lanes: string) =>
  Object.fromEntries(lanes.split(" ").map((state, i) => [MODES[i] ?? "", state]));

describe("the record, as worked out by hand", () => {
  test.each(HAND_CHECKED)("$crossing at $at: $lanes ($row)", (instant) => {
    const status = statusOf(instant.crossing, fullInstant(instant.at));
    expect(modeStates(status.lanes)).toEqual(expectedModes(instant.lanes));
    expect(exceptionWords(status.exceptions)).toEqual([...(instant.exceptions ?? [])].sort());
    for (const lane of status.lanes) {
      if (instant.recorded !== undefined) expect(lane.recorded).toBe(instant.recorded);
      if (instant.basis !== undefined) expect(lane.basis).toBe(instant.basis);
    }
    if (instant.lastSeen !== undefined) {
      expect(status.lanes[0]?.lastSeen?.value ?? null).toBe(instant.lastSeen);
    }
  });

  test("every row that justifies an instant is a row of the record", async () => {
    const { FILES } = await import("./recorded-crossings.ts");
    const ids = new Set(FILES.closures.map(({ id }) => id));
    const unknown = HAND_CHECKED.map(({ row }) => row.split(/[: ]/)[0] ?? "").filter(
      (id) => id !== "none" && !ids.has(id),
    );
    expect(unknown).toEqual([]);
  });
});
