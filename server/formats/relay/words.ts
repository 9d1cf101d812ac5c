/** The letters of the grammar: one table, read in both directions. */
import type { Basis, ClaimableState, Metric, Posture } from "#server/domain/claim.ts";
import type { Mode } from "#server/domain/mode.ts";

export const STATE_LETTERS: Readonly<Record<ClaimableState, string>> = {
  open: "O",
  restricted: "R",
  closed: "C",
};
export const METRIC_LETTERS: Readonly<Record<Metric, string>> = {
  people_stranded: "P",
  trucks_stranded: "T",
  people_crossed_24h: "PX",
  trucks_crossed_24h: "TX",
  wait_minutes: "W",
};
export const BASIS_LETTERS: Readonly<Record<Basis, string>> = {
  counted: "C",
  estimated: "E",
  told: "S",
};
/** What a count without a basis is. */
export const USUAL_BASIS: Basis = "estimated";
export const MODE_LETTERS: Readonly<Record<Mode, string>> = {
  pedestrian: "W",
  passenger: "B",
  truck: "T",
  rail: "R",
};
export const POSTURE_LETTERS: Readonly<Record<Posture, string>> = {
  normal: "FN",
  heightened: "FH",
  high_alert: "FA",
};
/** Three letters for each word of the printed table of ranges (server/domain/words.ts). */
export const RANGE_WORDS: Readonly<Record<string, string>> = {
  none: "NON",
  few: "FEW",
  several: "SEV",
  tens: "TEN",
  dozens: "DOZ",
  scores: "SCO",
  hundreds: "HUN",
  thousands: "THO",
  "tens of thousands": "TTH",
  "hundreds of thousands": "HTH",
};
export const MONTHS = "JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP,OCT,NOV,DEC".split(",");

/** What people write instead of the letters, word by word. */
export const ALIASES: Readonly<Record<string, string>> = {
  CLOSED: "C",
  CLOSE: "C",
  SHUT: "C",
  OPEN: "O",
  OPENED: "O",
  RESTRICTED: "R",
  PARTIAL: "R",
  SAME: "NC",
  BOTH: "ALL",
  TRUCKS: "T",
  TRUCK: "/T",
  PEOPLE: "P",
  PERSONS: "P",
  WAIT: "W",
  WALK: "/W",
  FOOT: "/W",
  PEDESTRIAN: "/W",
  PEDESTRIANS: "/W",
  BUS: "/B",
  CAR: "/B",
  CARS: "/B",
  PASSENGER: "/B",
  RAIL: "/R",
  TRAIN: "/R",
  ...Object.fromEntries(
    Object.entries(RANGE_WORDS).map(([word, code]) => [
      word.replaceAll(" ", "").toUpperCase(),
      code,
    ]),
  ),
};

/** The key whose value is `letter`. */
export function keyOf<Key extends string>(
  table: Readonly<Record<Key, string>>,
  letter: string,
): Key | undefined {
  for (const key in table) if (table[key] === letter) return key;
  return undefined;
}
