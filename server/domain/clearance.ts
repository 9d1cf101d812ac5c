/**
 * Clearance estimate: how long it takes until those who wait now have crossed, if nobody comes after them. Backlog
 * divided by what has crossed since the gate reopened, as a range. It has both inputs with it, and gives no number
 * where one of them is missing or stale, where the lane is not open, or where nothing moves.
 *
 * Every bound is pessimistic on its own side: the shortest time is the least backlog at the greatest rate, the longest
 * the greatest backlog at the least rate. An input without an upper bound leaves that side of the answer open.
 */
import type { Metric, State } from "./claim.ts";
import type { CountryCode, LaneId } from "./crossing.ts";
import { freshnessAt, isCurrent } from "./freshness.ts";
import type { Mode } from "./mode.ts";
import { HOUR_MS, type Instant, laterOf, msBetween, type TimeBound } from "./time.ts";

/** A count as one source gave it; `high` null: no upper bound. */
export interface ClearanceCount {
  readonly low: number;
  readonly high: number | null;
  readonly observedAt: Instant;
}

/** What the two counts are of; null: nobody counts what waits there. Trucks on rails are wagons. */
const METRICS_OF_MODE: Readonly<Record<Mode, readonly [Metric, Metric] | null>> = {
  pedestrian: ["people_stranded", "people_crossed_24h"],
  passenger: ["people_stranded", "people_crossed_24h"],
  truck: ["trucks_stranded", "trucks_crossed_24h"],
  rail: null,
};

/** What waits, and what crossed in 24 hours, for a mode. */
export function clearanceMetrics(mode: Mode): { backlog: Metric; throughput: Metric } | null {
  const metrics = METRICS_OF_MODE[mode];
  return metrics === null ? null : { backlog: metrics[0], throughput: metrics[1] };
}

interface CountedFigure {
  readonly metric: Metric;
  readonly side: CountryCode | null;
  readonly lane: LaneId | null;
  readonly claims: readonly ClearanceCount[];
}

export interface ClearanceCounts {
  readonly backlog: readonly ClearanceCount[];
  readonly throughput: readonly ClearanceCount[];
  /** Both exist, but of different places: one side's queue says nothing against both sides' traffic. */
  readonly isMixed: boolean;
}

const NO_COUNTS: ClearanceCounts = { backlog: [], throughput: [], isMixed: false };

type IsInScope = (figure: Pick<CountedFigure, "side" | "lane">) => boolean;

/** From the narrowest that fits a lane to the crossing as a whole. */
function scopesOf(lane: LaneId): readonly IsInScope[] {
  const from = lane.slice(0, 2);
  return [
    (figure) => figure.lane === lane,
    (figure) => figure.lane === null && figure.side === from,
    (figure) => figure.lane === null && figure.side === null,
  ];
}

/** The figure of a metric that says most about a lane; null: none does. */
export function figureForLane<Figure extends Omit<CountedFigure, "claims">>(
  figures: readonly Figure[],
  lane: LaneId,
  metric: Metric,
): Figure | null {
  const ofMetric = figures.filter((figure) => figure.metric === metric);
  for (const fits of scopesOf(lane)) {
    const found = ofMetric.find(fits);
    if (found !== undefined) return found;
  }
  return null;
}

/** The counts of both inputs that are of the same place, the narrowest for which both are told. */
export function clearanceCounts(
  figures: readonly CountedFigure[],
  lane: LaneId,
  mode: Mode,
): ClearanceCounts {
  const metrics = clearanceMetrics(mode);
  if (metrics === null) return NO_COUNTS;
  const toCount = ({ low, high, observedAt }: ClearanceCount) => ({ low, high, observedAt });
  const inScope = (metric: Metric, fits: IsInScope) =>
    figures.find((figure) => figure.metric === metric && fits(figure))?.claims.map(toCount);
  const found = scopesOf(lane).map((fits) => ({
    backlog: inScope(metrics.backlog, fits) ?? [],
    throughput: inScope(metrics.throughput, fits) ?? [],
  }));
  const both = found.find(({ backlog, throughput }) => backlog.length > 0 && throughput.length > 0);
  if (both !== undefined) return { ...both, isMixed: false };
  const backlog = found.find((one) => one.backlog.length > 0)?.backlog ?? [];
  const throughput = found.find((one) => one.throughput.length > 0)?.throughput ?? [];
  return { backlog, throughput, isMixed: backlog.length > 0 && throughput.length > 0 };
}

/** Why there is no number. */
export const NO_CLEARANCE = [
  "not_counted",
  "not_open",
  "state_unknown",
  "no_backlog",
  "backlog_stale",
  "no_throughput",
  "throughput_stale",
  "different_places",
  "reopening_unknown",
  "before_reopening",
  "too_soon",
  "nothing_moves",
] as const;
export type NoClearance = (typeof NO_CLEARANCE)[number];

/** One input as it is printed: the range of its current counts, and when the newest was made. */
export interface ClearanceInput extends Omit<ClearanceCount, "observedAt"> {
  readonly asOf: Instant;
}

export type Clearance =
  | {
      readonly kind: "estimate";
      readonly lowHours: number;
      /** null: no upper bound. */
      readonly highHours: number | null;
      readonly backlog: ClearanceInput;
      readonly throughput: ClearanceInput;
    }
  | { readonly kind: "none"; readonly reason: NoClearance };

export interface ClearanceQuestion {
  readonly mode: Mode;
  /** The lane's state as it counts at `at`; a stale open is unknown by then. */
  readonly value: State;
  /** Since when the lane is open. */
  readonly since: TimeBound | null;
  readonly counts: ClearanceCounts;
  /** The crossing's expected report interval, minutes: what is older than freshness allows is stale. */
  readonly intervalMinutes: number;
  readonly at: Instant;
}

/** "Crossed in 24 hours" counts the hours since the gate opened, when those are fewer. */
const COUNTED_HOURS = 24;
/** A rate from fewer hours than that is the rush at the gate, not what passes it in a day. */
export const LEAST_OPEN_HOURS = 6;

function inputOf(counts: readonly ClearanceCount[]): ClearanceInput | null {
  const [first] = counts;
  if (first === undefined) return null;
  const isUnbounded = counts.some(({ high }) => high === null);
  return {
    low: Math.min(...counts.map(({ low }) => low)),
    high: isUnbounded ? null : Math.max(...counts.map(({ high, low }) => high ?? low)),
    asOf: counts.map(({ observedAt }) => observedAt).reduce(laterOf),
  };
}

const none = (reason: NoClearance): Clearance => ({ kind: "none", reason });

/** Hours that a count at `observedAt` covers, when the gate opened at `openedAt`. */
const countedHours = (openedAt: Instant, observedAt: Instant): number =>
  Math.min(COUNTED_HOURS, msBetween(openedAt, observedAt) / HOUR_MS);

/**
 * @example 500–700 trucks wait and 100–200 crossed in a day that was open throughout: 60–168 hours
 */
export function estimateClearance(question: ClearanceQuestion): Clearance {
  const { mode, value, since, counts, intervalMinutes, at } = question;
  if (clearanceMetrics(mode) === null) return none("not_counted");
  if (value === "unknown") return none("state_unknown");
  if (value !== "open") return none("not_open");
  if (counts.backlog.length === 0) return none("no_backlog");
  if (counts.throughput.length === 0) return none("no_throughput");
  if (counts.isMixed) return none("different_places");
  const isFresh = ({ observedAt }: ClearanceCount) =>
    isCurrent(freshnessAt(observedAt, intervalMinutes, at));
  const backlog = inputOf(counts.backlog.filter(isFresh));
  if (backlog === null) return none("backlog_stale");
  const fresh = counts.throughput.filter(isFresh);
  if (fresh.length === 0) return none("throughput_stale");
  if (since === null) return none("reopening_unknown");
  const after = fresh.filter(({ observedAt }) => observedAt > since.latestAt);
  if (after.length === 0) return none("before_reopening");
  const settled = after.filter(
    ({ observedAt }) => countedHours(since.latestAt, observedAt) >= LEAST_OPEN_HOURS,
  );
  const throughput = inputOf(settled);
  if (throughput === null) return none("too_soon");
  if (settled.every(({ high }) => high === 0)) return none("nothing_moves");
  /** How long so many take at the pace of a count: shortest at its greatest, longest at its least. */
  const hoursAt = (waiting: number, crossed: number, counted: number) =>
    waiting === 0 ? 0 : (waiting * counted) / crossed;
  const shortest = settled.map(({ high, observedAt }) => {
    const counted = countedHours(since.latestAt, observedAt);
    return hoursAt(backlog.low, high ?? Number.POSITIVE_INFINITY, counted);
  });
  const longest = settled.map(({ low, observedAt }) => {
    const counted = countedHours(since.earliestAt, observedAt);
    return hoursAt(backlog.high ?? Number.POSITIVE_INFINITY, low, counted);
  });
  const highHours = Math.max(...longest);
  return {
    kind: "estimate",
    lowHours: Math.min(...shortest),
    highHours: Number.isFinite(highHours) ? highHours : null,
    backlog,
    throughput,
  };
}
