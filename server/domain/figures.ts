/** Figures: low, best and high per metric and side (rules 1 to 4). Never an average, never one side's word alone. */
import type { CountClaim, Metric } from "./claim.ts";
import type { PublishedReport } from "./report.ts";
import type { BestRule, Figure, FigureClaim } from "./status.ts";
import { addMs, earlierOf, HOUR_MS, type Instant, isToTheDay } from "./time.ts";

/**
 * How long a claim counts towards a figure, in milliseconds. 24 h by design.md; a queue of trucks moves slowly
 * and is counted every other day (the record's own spacing, October 2025), a waiting time is gone in hours.
 */
export const FIGURE_WINDOW_MS: Readonly<Record<Metric, number>> = {
  people_stranded: 24 * HOUR_MS,
  trucks_stranded: 48 * HOUR_MS,
  people_crossed_24h: 48 * HOUR_MS,
  trucks_crossed_24h: 48 * HOUR_MS,
  wait_minutes: 6 * HOUR_MS,
};

/** Rule 3: claimants differ when the highest is at least this many times the lowest. */
export const DISPUTE_FACTOR = 2;

interface Placed extends FigureClaim {
  readonly metric: Metric;
  readonly side: CountClaim["side"];
  readonly lane: CountClaim["lane"];
  /** `[startAt, endAt]`: when it was so; equal for a report's own instant. */
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** A claim known only to the month or year belongs to history: it cannot be said to lie in a window. */
function place(report: PublishedReport, claim: CountClaim): Placed | null {
  const { period } = claim;
  if (period !== null && !isToTheDay(period) && period.precision !== "week") return null;
  return {
    reportId: report.id,
    source: report.source,
    metric: claim.metric,
    side: claim.side,
    lane: claim.lane,
    low: claim.low,
    best: claim.best,
    high: claim.high,
    basis: claim.basis,
    asGiven: claim.asGiven,
    what: claim.what,
    observedAt: report.observedAt,
    period,
    links: report.links,
    startAt: period?.earliestAt ?? report.observedAt,
    endAt: period?.latestAt ?? report.observedAt,
  };
}

/** Newest first; equal instants by what is said, never by when it arrived. */
function compareClaims(a: Placed, b: Placed): number {
  if (a.startAt !== b.startAt) return a.startAt < b.startAt ? 1 : -1;
  return a.reportId < b.reportId ? 1 : a.reportId > b.reportId ? -1 : 0;
}

/** The single number a claim stands for, null when it is only a range. */
function pointOf(claim: FigureClaim): number | null {
  return claim.best ?? (claim.low === claim.high ? claim.low : null);
}

const isWithin = (point: number, claim: FigureClaim): boolean =>
  point >= claim.low && (claim.high === null || point <= claim.high);

/** Two sources are independent unless both speak for the same party. */
function isIndependent(a: FigureClaim, b: FigureClaim): boolean {
  if (a.source.id === b.source.id) return false;
  return a.source.party === null || a.source.party !== b.source.party;
}

/** Rule 2. `claims` newest first, one per source. */
function chooseBest(claims: readonly FigureClaim[]): { best: number; rule: BestRule } | null {
  for (const claim of claims) {
    const point = pointOf(claim);
    if (point !== null && claim.basis === "counted" && claim.source.party === null) {
      return { best: point, rule: "counted_independent" };
    }
  }
  for (const claim of claims) {
    const point = pointOf(claim);
    if (point === null) continue;
    // Two words for the same range agree with everything inside it; only a claim about as exact confirms a number.
    const confirms = claims.some(
      (other) => isIndependent(claim, other) && pointOf(other) !== null && isNear(point, other),
    );
    if (confirms) return { best: point, rule: "corroborated" };
  }
  return null;
}

/** A second number confirms a first within a tenth: head counts of a moving queue differ by that much. */
const CORROBORATION_TOLERANCE = 0.1;

function isNear(point: number, other: FigureClaim): boolean {
  const otherPoint = pointOf(other);
  if (otherPoint === null) return isWithin(point, other);
  return Math.abs(point - otherPoint) <= CORROBORATION_TOLERANCE * Math.max(point, otherPoint);
}

const greatest = (claim: FigureClaim): number => claim.high ?? claim.low;
/** A low of 0 from "up to n" is no claim that there were none; its high then stands for it. */
const least = (claim: FigureClaim): number => (claim.low > 0 ? claim.low : greatest(claim));

/** Rule 3. */
function judgeDispute(claims: readonly FigureClaim[]): {
  disputed: boolean;
  factor: number | null;
} {
  if (claims.length < 2) return { disputed: false, factor: null };
  const lowest = Math.min(...claims.map(least));
  const highest = Math.max(...claims.map(greatest));
  const factor = lowest > 0 ? highest / lowest : null;
  const apart = claims.some((a) =>
    claims.some((b) => a.source.party !== b.source.party && a.high !== null && a.high < b.low),
  );
  // "None" against any number has no factor, and is the plainest dispute of all.
  const differ = factor === null ? highest > 0 : factor >= DISPUTE_FACTOR;
  return { disputed: apart || differ, factor };
}

/** The public face of a placed claim. */
function toFigureClaim(placed: Placed): FigureClaim {
  const { metric: _m, side: _s, lane: _l, startAt: _a, endAt: _e, ...claim } = placed;
  return claim;
}

function deriveFigure(newestFirst: readonly [Placed, ...Placed[]]): Figure {
  const [first] = newestFirst;
  const claims = newestFirst.map(toFigureClaim);
  const unbounded = claims.some((claim) => claim.high === null);
  const best = chooseBest(claims);
  const windowMs = FIGURE_WINDOW_MS[first.metric];
  return {
    metric: first.metric,
    side: first.side,
    lane: first.lane,
    low: Math.min(...claims.map((claim) => claim.low)),
    highest: Math.max(...claims.map(greatest)),
    high: unbounded ? null : Math.max(...claims.map(greatest)),
    best: best?.best ?? null,
    bestRule: best?.rule ?? null,
    ...judgeDispute(claims),
    asOf: first.observedAt,
    expiresAt: newestFirst.map((placed) => addMs(placed.endAt, windowMs)).reduce(earlierOf),
    claims,
  };
}

/** A figure as it reads at a later `at`, when nothing more has been heard: claims leave their window. Null: all did. */
export function ageFigure(figure: Figure, at: Instant): Figure | null {
  if (figure.expiresAt >= at) return figure;
  const { metric, side, lane } = figure;
  const placed = figure.claims.map((claim): Placed => {
    const startAt = claim.period?.earliestAt ?? claim.observedAt;
    const endAt = claim.period?.latestAt ?? claim.observedAt;
    return { ...claim, metric, side, lane, startAt, endAt };
  });
  const [first, ...rest] = placed.filter(
    ({ endAt }) => addMs(endAt, FIGURE_WINDOW_MS[metric]) >= at,
  );
  return first === undefined ? null : deriveFigure([first, ...rest]);
}

/**
 * Every figure at `at` (rule 1): per metric and side or lane the newest claim of each source in its window.
 * @param reports published reports known to the view, in any order
 * @returns in order of metric, then crossing-wide before sides and lanes
 */
export function deriveFigures(reports: readonly PublishedReport[], at: Instant): Figure[] {
  const bySubject = new Map<string, Placed[]>();
  for (const report of reports) {
    for (const claim of report.claims) {
      if (claim.kind !== "count") continue;
      const placed = place(report, claim);
      if (placed === null || placed.startAt > at) continue;
      if (addMs(placed.endAt, FIGURE_WINDOW_MS[placed.metric]) < at) continue;
      const key = `${placed.metric} ${placed.side ?? ""} ${placed.lane ?? ""}`;
      bySubject.set(key, [...(bySubject.get(key) ?? []), placed]);
    }
  }
  return [...bySubject.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, placed]) => {
      const newest = new Map<string, Placed>();
      for (const claim of placed.sort(compareClaims)) {
        if (!newest.has(claim.source.id)) newest.set(claim.source.id, claim);
      }
      const [first, ...rest] = [...newest.values()];
      return first === undefined ? [] : [deriveFigure([first, ...rest])];
    });
}
