/**
 * Status: what Gatewatch says of a crossing, derived from published reports and never set by hand.
 * Everything here is public. It holds instants, not ages, so that a cached copy can be aged in the browser
 * (`ageStatus`) by the rules that made it.
 */
import type {
  Basis,
  Cause,
  ClaimableState,
  ExceptionClass,
  Metric,
  OutlookClaim,
  Posture,
  State,
} from "./claim.ts";
import type { CountryCode, CrossingId, Direction, LaneId, Mode, SourceLink } from "./crossing.ts";
import type { Freshness } from "./freshness.ts";
import type { Known } from "./report.ts";
import type { Source } from "./source.ts";
import type { Instant, TimeBound } from "./time.ts";

/** Who said it, with the pages that show it. */
export interface Attribution {
  readonly reportId: string;
  readonly source: Source;
  readonly observedAt: Instant;
  readonly links: readonly SourceLink[];
}

/** What one track (announced or observed) says of a lane. */
export interface TrackState {
  /** What the newest claim in force says, however old; `unknown` when none is in force. */
  readonly held: State;
  /** `held`, or `unknown` when that is older than its freshness allows and no later claim confirms it. */
  readonly value: State;
  /** In hindsight: it holds between two documented claims, whatever its age (rule 7). */
  readonly recorded: boolean;
  readonly since: TimeBound | null;
  /** Last instant at which a source said so. */
  readonly lastWordAt: Instant | null;
  readonly freshness: Freshness;
  /** When the claim that says so ends by itself; null: it holds until the next word. */
  readonly endsAt: Instant | null;
  readonly cause: Cause | null;
  readonly conditions: readonly string[];
  readonly expectedReopeningAt: Instant | null;
  readonly said: readonly Attribution[];
}

/** `observed`: somebody saw it; `announced`: only said, and stricter than what was seen; `none`: nobody said. */
export type LaneBasis = "observed" | "announced" | "none";

export interface ExceptionStatus {
  readonly class: ExceptionClass;
  readonly direction: Direction | null;
  readonly mode: Mode | null;
  /** `unknown` when it was last said so too long ago. */
  readonly state: ClaimableState | "unknown";
  readonly lastWordAt: Instant;
}

export interface LaneStatus {
  readonly lane: LaneId;
  readonly direction: Direction;
  readonly mode: Mode;
  readonly value: State;
  readonly basis: LaneBasis;
  readonly recorded: boolean;
  readonly since: TimeBound | null;
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
  /** When what is shown ends by itself, whoever is listening; null: it holds until the next word. */
  readonly endsAt: Instant | null;
  /** For an unknown lane: what it was last said to be, and when. */
  readonly lastSeen: { readonly value: ClaimableState; readonly at: Instant } | null;
  readonly observed: TrackState;
  readonly announced: TrackState;
  /** Announced and observed differ, both current: "announced open, nobody has seen a truck move". */
  readonly gap: boolean;
  /** Current observations of two sources differ. */
  readonly contested: boolean;
  readonly exceptions: readonly ExceptionStatus[];
}

/** One source's figure as it counts towards a `Figure`. */
export interface FigureClaim {
  readonly reportId: string;
  readonly source: Source;
  readonly low: number;
  readonly best: number | null;
  readonly high: number | null;
  readonly basis: Basis;
  readonly asGiven: string | null;
  readonly what: string | null;
  readonly observedAt: Instant;
  readonly period: TimeBound | null;
  readonly links: readonly SourceLink[];
}

/** Why `best` is what it is; null when there is only a range (rule 2). */
export type BestRule = "counted_independent" | "corroborated";

export interface Figure {
  readonly metric: Metric;
  readonly side: CountryCode | null;
  readonly lane: LaneId | null;
  readonly low: number;
  readonly best: number | null;
  /** null: some source gave no upper bound ("more than 5,000"). */
  readonly high: number | null;
  /** The greatest number anybody named; equal to `high` when that is given. Shown as `107–5,001+`. */
  readonly highest: number;
  readonly bestRule: BestRule | null;
  readonly disputed: boolean;
  /** How many times the highest claim exceeds the lowest, between sources; null with fewer than two. */
  readonly factor: number | null;
  /** Newest observation among the claims. */
  readonly asOf: Instant;
  /** The instant after which the oldest of these claims leaves the window. */
  readonly expiresAt: Instant;
  /** Newest first. */
  readonly claims: readonly FigureClaim[];
}

export interface PostureStatus {
  readonly side: CountryCode;
  readonly value: Posture;
  readonly asOf: Instant;
  readonly said: Attribution;
}

export interface OutlookStatus {
  readonly value: OutlookClaim["value"];
  readonly quote: string;
  readonly asOf: Instant;
  readonly said: Attribution;
}

export const TRENDS = ["worsening", "steady", "easing", "unclear"] as const;
export type Trend = (typeof TRENDS)[number];

export const ALERT_LEVELS = ["normal", "advisory", "elevated", "high", "critical"] as const;
export type AlertName = (typeof ALERT_LEVELS)[number];

/** One reason for a level. `code` is translated; `values` fill its sentence. */
export interface AlertReason {
  readonly code:
    | "all_closed"
    | "mode_closed"
    | "restricted"
    | "exceptions_only"
    | "high_alert"
    | "heightened"
    | "people_stranded"
    | "trucks_stranded"
    | "clash"
    | "announced_gap"
    | "contested"
    | "silent"
    | "never_reported"
    | "all_open"
    | "partly_unknown"
    | "override";
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The Common Alerting Protocol's three axes (CAP 1.2). */
export interface CapAxes {
  readonly severity: "Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown";
  readonly urgency: "Immediate" | "Expected" | "Future" | "Past" | "Unknown";
  readonly certainty: "Observed" | "Likely" | "Possible" | "Unlikely" | "Unknown";
}

export interface Alert {
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly name: AlertName;
  /** Highest first; never empty. */
  readonly reasons: readonly AlertReason[];
  readonly axes: CapAxes;
}

/** A person's own level, with its reason and its end. */
export interface AlertOverride {
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly reason: string;
  readonly expiresAt: Instant;
}

/** The crossing in one word: `partial` when some lanes are open and others are not. */
export type Condition = "open" | "partial" | "restricted" | "closed" | "unknown";

export interface CrossingStatus {
  readonly crossingId: CrossingId;
  /** The instant that this status describes. */
  readonly at: Instant;
  readonly known: Known;
  readonly condition: Condition;
  /** Since when that condition has held, as well as it is known. */
  readonly since: TimeBound | null;
  readonly cause: Cause | null;
  readonly lanes: readonly LaneStatus[];
  readonly exceptions: readonly ExceptionStatus[];
  readonly figures: readonly Figure[];
  readonly postures: readonly PostureStatus[];
  readonly outlooks: readonly OutlookStatus[];
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
  readonly expectedIntervalMinutes: number;
  readonly alert: Alert;
  readonly override: AlertOverride | null;
  /** Older ones that outlast it, in the order in which they will count; absent: none. */
  readonly overridesAfter?: readonly AlertOverride[] | undefined;
  readonly trend: Trend;
  /** The next instant at which time alone changes this status; null when it never will. */
  readonly nextChangeAt: Instant | null;
}
