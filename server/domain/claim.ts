/** Claim: one statement in a report. */
import type { CountryCode, Direction, LaneId, Mode } from "./crossing.ts";
import type { Instant, TimeBound } from "./time.ts";

/** `unknown` is the default and means no data, never "fine"; nobody claims it. */
export const STATES = ["open", "restricted", "closed", "unknown"] as const;
export type State = (typeof STATES)[number];
export const CLAIMABLE_STATES = ["open", "restricted", "closed"] as const;
export type ClaimableState = (typeof CLAIMABLE_STATES)[number];

const STRICTNESS: Readonly<Record<ClaimableState, number>> = { open: 0, restricted: 1, closed: 2 };

/** How strict a state is: `closed` > `restricted` > `open`. */
export const strictness = (value: ClaimableState): number => STRICTNESS[value];

/** An announcement is not an observation. */
export const TRACKS = ["announced", "observed"] as const;
export type Track = (typeof TRACKS)[number];

export const EXCEPTION_CLASSES = [
  "returnees",
  "patients",
  "empty_trucks",
  "perishables",
  "transit_sealed",
  "humanitarian",
  "diplomatic",
] as const;
export type ExceptionClass = (typeof EXCEPTION_CLASSES)[number];

/** A class that moves although its lanes are closed, or is held although they are open. */
export interface LaneException {
  readonly class: ExceptionClass;
  /** null: both directions. */
  readonly direction: Direction | null;
  readonly mode: Mode | null;
  readonly state: ClaimableState;
}

export const CAUSES = [
  "clash",
  "security",
  "construction_dispute",
  "territorial_dispute",
  "census_dispute",
  "documents",
  "protest",
  "policy",
  "election",
  "pandemic",
  "humanitarian",
  "holiday",
  "takeover",
  "administrative",
  "tribal_conflict",
  "disaster",
  "unknown",
] as const;
export type Cause = (typeof CAUSES)[number];

/** How an end came about, in the record's words. `planned`: announced, not confirmed. */
export const UNTIL_BASES = [
  "reopened",
  "partly_reopened",
  "closed_again",
  "replaced",
  "planned",
  "last_reported",
] as const;
export type UntilBasis = (typeof UNTIL_BASES)[number];

/**
 * How long a state claim holds (rule 5).
 * `next`: until the next claim about that lane (what a reporter sees now, a reopening).
 * `until`: to its own documented end. `documented`: its end is not known; it holds as long as it is documented.
 */
export type Hold =
  | { readonly kind: "next" }
  | { readonly kind: "until"; readonly bound: TimeBound; readonly basis: UntilBasis }
  | { readonly kind: "documented"; readonly bound: TimeBound };

export interface StateClaim {
  readonly kind: "state";
  readonly lanes: readonly LaneId[];
  readonly value: ClaimableState;
  readonly track: Track;
  readonly exceptions: readonly LaneException[];
  /** When that state began, where it is not simply "when I looked". */
  readonly since: TimeBound | null;
  readonly hold: Hold;
  readonly cause: Cause | null;
  /** Who or what may pass, in the source's few words; shown, never interpreted. */
  readonly conditions: readonly string[];
  readonly expectedReopeningAt: Instant | null;
}

export const METRICS = [
  "people_stranded",
  "trucks_stranded",
  "people_crossed_24h",
  "trucks_crossed_24h",
  "wait_minutes",
] as const;
export type Metric = (typeof METRICS)[number];

export const BASES = ["counted", "estimated", "told"] as const;
export type Basis = (typeof BASES)[number];

export interface CountClaim {
  readonly kind: "count";
  readonly metric: Metric;
  /** At most one of side and lane; both null: the crossing as a whole. */
  readonly side: CountryCode | null;
  readonly lane: LaneId | null;
  readonly low: number;
  /** A point inside the range, when the source gave one. */
  readonly best: number | null;
  /** null: the source gave no upper bound ("more than 5,000"). */
  readonly high: number | null;
  readonly basis: Basis;
  /** The figure as said: `hundreds`, `more than 5,000`. */
  readonly asGiven: string | null;
  /** What exactly was counted. */
  readonly what: string | null;
  /** When, where the source was less exact than the report's instant. */
  readonly period: TimeBound | null;
}

export const POSTURES = ["normal", "heightened", "high_alert"] as const;
export type Posture = (typeof POSTURES)[number];

export interface PostureClaim {
  readonly kind: "posture";
  readonly side: CountryCode;
  readonly value: Posture;
}

export const OUTLOOKS = ["worsening", "steady", "easing"] as const;
/** Somebody's own word for where things are going ("stabilising" is `steady`): a claim, shown beside the trend. */
export interface OutlookClaim {
  readonly kind: "outlook";
  readonly value: (typeof OUTLOOKS)[number];
  readonly quote: string;
}

/** Renews the age of what this source said last; invents no number. */
export interface NoChangeClaim {
  readonly kind: "no_change";
}

export type Claim = StateClaim | CountClaim | PostureClaim | OutlookClaim | NoChangeClaim;
