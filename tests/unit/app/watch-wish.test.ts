import { describe, expect, test } from "vitest";
import { readWish, WISH_FIELDS, wishOf } from "#app/[locale]/(firm)/firm/watches/read-wish.ts";
import { WatchInput } from "#server/domain/watch.ts";
import { USUAL_TIMING } from "#server/domain/watch-timing.ts";

const lanes = { direction: "PK-AF", mode: "truck" };
const id = "0d3f9a2e-4a52-4a0c-9e0c-1b1f0a3d7c11";
const subjects = [
  { kind: "crossing", crossing: "torkham" },
  { kind: "corridor", corridor: id },
  { kind: "border", border: "AF-PK" },
  { kind: "country", country: "AF" },
];
const rules = [
  { kind: "state", on: ["closed", "first_movement"], direction: null, mode: "rail" },
  { kind: "level", atLeast: 2 },
  { kind: "figure", metric: "trucks_stranded", side: "PK", above: 900, clearBelow: 0 },
  { kind: "figure", metric: "wait_minutes", side: null, above: 60, clearBelow: 30 },
  { kind: "silence", hours: 60 },
  { kind: "closure_longer", hours: 72, ...lanes },
  { kind: "planned", leadHours: 24, direction: null, mode: null },
];
const timings = [
  USUAL_TIMING,
  {
    digestHour: 0,
    quiet: { fromHour: 22, toHour: 0, breakThroughLevel: 4 },
    gatherMinutes: 0,
    dampMinutes: 0,
    capPerHour: 1,
  },
  { ...USUAL_TIMING, quiet: { fromHour: 0, toHour: 6, breakThroughLevel: null } },
];

describe("the form in which a watch is changed", () => {
  test.each(rules)(
    "holds all of a watch with the rule $kind, so that saving it changes nothing",
    (rule) => {
      for (const subject of subjects) {
        for (const timing of timings) {
          const input = { id, name: "Morning", subject, rule, timing, channel: { kind: "feed" } };
          const watch = WatchInput.parse(input);
          expect(readWish(wishOf(watch))).toEqual({ subject, rule, timing });
        }
      }
    },
  );

  test("carries every field that the address does", () => {
    const watch = WatchInput.parse({
      ...{ id, name: "Morning", channel: { kind: "feed" } },
      ...{ subject: subjects[0], rule: rules[0], timing: timings[1] },
    });
    const ofRules = ["level", "metric", "side", "above", "clearBelow", "hours"];
    const missing = WISH_FIELDS.filter((name) => wishOf(watch)(name).length === 0);
    expect(missing.toSorted()).toEqual(ofRules.toSorted());
  });
});
