import { lanesBetween } from "#server/domain/crossing.ts";

/** A crossing with one mode, for rules that ask for no more. */
export const gateCrossing = {
  id: "gate",
  name: "Gate",
  altNames: [],
  localNames: {},
  sides: [
    { country: "PK", place: null, admin: null, authority: null, zone: "Asia/Karachi" },
    { country: "AF", place: null, admin: null, authority: null, zone: "Asia/Kabul" },
  ],
  position: null,
  type: "road",
  lanes: lanesBetween("PK", "AF", ["truck"]),
  expectedIntervalMinutes: 720,
  note: null,
  sources: [],
} as const;
