/** English words for what the feeds name: one sentence, plainly. Pages have their own in `messages/`. */
import type { ExceptionClass, Metric } from "#server/domain/claim.ts";
import type { Direction, LaneId, Mode } from "#server/domain/crossing.ts";
import { countryName } from "../country.ts";

export const MODE_WORDS: Readonly<Record<Mode, string>> = {
  pedestrian: "people on foot",
  passenger: "cars and buses",
  truck: "trucks",
  rail: "trains",
};

export const METRIC_WORDS: Readonly<Record<Metric, string>> = {
  people_stranded: "people stranded",
  trucks_stranded: "trucks stranded",
  people_crossed_24h: "people crossed in 24 h",
  trucks_crossed_24h: "trucks crossed in 24 h",
  wait_minutes: "minutes of waiting",
};

export const EXCEPTION_WORDS: Readonly<Record<ExceptionClass, string>> = {
  returnees: "returnees",
  patients: "patients",
  empty_trucks: "empty trucks",
  perishables: "perishable goods",
  transit_sealed: "sealed transit cargo",
  humanitarian: "humanitarian goods",
  diplomatic: "diplomats",
};

/** `Pakistan to Afghanistan`. */
export function directionWords(direction: Direction): string {
  const [from = "", to = ""] = direction.split("-");
  return `${countryName(from)} to ${countryName(to)}`;
}

/** `trucks from Pakistan to Afghanistan`; a lane that cannot be read stays as it is written. */
export function laneWords(lane: LaneId): string {
  const [direction = "", mode = ""] = lane.split("/");
  const words = Object.entries(MODE_WORDS).find(([name]) => name === mode)?.[1];
  return words === undefined ? lane : `${words} from ${directionWords(direction)}`;
}

const asWritten = new Intl.NumberFormat("en");

/**
 * Several lanes in few words: `every lane`, `trucks both ways`, `trucks both ways and people on foot from …`.
 * @param all the lanes that the crossing has
 */
export function lanesWords(lanes: readonly LaneId[], all: readonly LaneId[]): string {
  if (all.length > 1 && all.every((lane) => lanes.includes(lane))) return "every lane";
  const words = [...new Set(lanes)].map((lane) => {
    const [direction = "", mode = ""] = lane.split("/");
    const back = `${direction.split("-").reverse().join("-")}/${mode}`;
    return lanes.includes(back)
      ? `${laneWords(lane).split(" from ")[0]} both ways`
      : laneWords(lane);
  });
  return listWords([...new Set(words)]);
}

/** `107–5,000`, `107–5,000 or more`, `at least 200`, `48`; with the best figure where there is one. */
export function rangeWords(range: {
  readonly low: number;
  readonly best: number | null;
  readonly high: number | null;
  /** The greatest number that anybody named, where some gave no upper bound. */
  readonly highest?: number;
}): string {
  const { low, best, high, highest = low } = range;
  if (high === low) return asWritten.format(low);
  const to = asWritten.format(high ?? highest);
  const from = asWritten.format(low);
  const open = highest > low ? `${from}–${to} or more` : `at least ${from}`;
  const span = high === null ? open : `${from}–${to}`;
  return best === null ? span : `${span} (best ${asWritten.format(best)})`;
}

/** `a, b and c`. */
export const listWords = (words: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(words);
