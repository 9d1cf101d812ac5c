/**
 * Lanes in a code: `OUT` out of the country of the crossing's first side, `IN` into it, `ALL` both, or the pair itself
 * (`PK-AF`); then `/` and the letters of the modes, all modes without.
 */
import type { Lane, LaneId } from "#server/domain/crossing.ts";
import type { Mode } from "#server/domain/mode.ts";
import type { RelayCrossing } from "./relay-code.ts";
import { keyOf, MODE_LETTERS } from "./words.ts";

type Lanes = RelayCrossing["lanes"];

const isOut = (crossing: RelayCrossing, lane: Lane) => lane.from === crossing.sides[0].country;

const modesOf = (lanes: Lanes): Mode[] => [...new Set(lanes.map((lane) => lane.mode))];
const letters = (modes: readonly Mode[]) => modes.map((mode) => MODE_LETTERS[mode]).join("");
const hasAll = (some: readonly Mode[], all: readonly Mode[]) =>
  all.every((mode) => some.includes(mode));

/** The words for some of a crossing's lanes, none when they are all; null when one is not the crossing's. */
export function lanesToWords(crossing: RelayCrossing, ids: readonly LaneId[]): string[] | null {
  const lanes = crossing.lanes.filter((lane) => ids.includes(lane.id));
  if (lanes.length !== new Set(ids).size || lanes.length === 0) return null;
  if (lanes.length === crossing.lanes.length) return [];
  const word = (direction: string, some: Lanes, all: Lanes) =>
    hasAll(modesOf(some), modesOf(all)) ? direction : `${direction}/${letters(modesOf(some))}`;
  const split = (of: Lanes) => ({
    out: of.filter((lane) => isOut(crossing, lane)),
    back: of.filter((lane) => !isOut(crossing, lane)),
  });
  const some = split(lanes);
  const all = split(crossing.lanes);
  if (letters(modesOf(some.out)) === letters(modesOf(some.back))) {
    return [`ALL/${letters(modesOf(lanes))}`];
  }
  return [
    ...(some.out.length > 0 ? [word("OUT", some.out, all.out)] : []),
    ...(some.back.length > 0 ? [word("IN", some.back, all.back)] : []),
  ];
}

/** The word for one lane. */
export function laneToWord(crossing: RelayCrossing, id: LaneId): string | null {
  const lane = crossing.lanes.find((one) => one.id === id);
  if (lane === undefined) return null;
  return `${isOut(crossing, lane) ? "OUT" : "IN"}/${MODE_LETTERS[lane.mode]}`;
}

const WORD = /^(OUT|IN|ALL|[A-Z]{2}-?[A-Z]{2}|)(?:\/([WBTR]{1,4}))?$/;

/** The lanes of a word, null when it is no word for lanes; empty when the crossing has none of them. */
export function wordToLanes(crossing: RelayCrossing, word: string): Lane[] | null {
  const found = WORD.exec(word);
  if (found === null || word === "") return null;
  const [, direction = "", modes] = found;
  const wanted = modes === undefined ? null : [...modes].map((m) => keyOf(MODE_LETTERS, m));
  const pair = direction.replace("-", "");
  const goes = (lane: Lane) => {
    if (direction === "" || direction === "ALL") return true;
    if (direction === "OUT") return isOut(crossing, lane);
    if (direction === "IN") return !isOut(crossing, lane);
    return `${lane.from}${lane.to}` === pair;
  };
  const lanes = crossing.lanes.filter(
    (lane) => goes(lane) && (wanted === null || wanted.includes(lane.mode)),
  );
  const isWhole = wanted === null || wanted.every((mode) => lanes.some((l) => l.mode === mode));
  return isWhole ? lanes : [];
}
