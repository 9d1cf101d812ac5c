/** Change: one public line of what changed in a status. Feeds, webhooks and charts are made of changes. */
import type { ClaimableState, ExceptionClass, Metric, Posture, State, Track } from "./claim.ts";
import type { CountryCode, CrossingId, Direction, LaneId, Mode } from "./crossing.ts";
import type { Trend } from "./status.ts";
import type { Instant } from "./time.ts";

/** What changed, without language; each kind has its sentence in every language. */
export type ChangeDetail =
  | {
      readonly kind: "lane";
      readonly lane: LaneId;
      readonly from: State;
      readonly to: State;
      /** It is only said to be so, and nobody's sight is newer; absent: it was seen. */
      readonly basis?: "announced";
    }
  | {
      readonly kind: "exception";
      readonly class: ExceptionClass;
      readonly direction: Direction | null;
      readonly mode: Mode | null;
      readonly from: ClaimableState | "unknown" | null;
      readonly to: ClaimableState | "unknown" | null;
    }
  | {
      readonly kind: "figure";
      readonly metric: Metric;
      readonly side: CountryCode | null;
      readonly lane: LaneId | null;
      readonly from: ChangeRange | null;
      readonly to: ChangeRange | null;
    }
  | {
      readonly kind: "posture";
      readonly side: CountryCode;
      readonly from: string | null;
      readonly to: string | null;
    }
  | { readonly kind: "level"; readonly from: number; readonly to: number }
  | { readonly kind: "trend"; readonly from: Trend; readonly to: Trend }
  | {
      readonly kind: "announcement";
      readonly lane: LaneId;
      readonly from: State;
      readonly to: State;
    }
  /** Nobody has said for too long what they see; told once each time, with the word it fell silent after. */
  | { readonly kind: "freshness"; readonly to: "stale"; readonly lastWordAt: Instant }
  | { readonly kind: "retraction"; readonly reportId: string }
  /** A source put another word in the place of its own; `observedAt`: when what was corrected had been seen. */
  | {
      readonly kind: "correction";
      readonly observedAt: Instant;
      readonly subject: CorrectionSubject;
    };

/** What was corrected; null: it had not been said, or is no longer said. */
export type CorrectionSubject =
  | {
      readonly of: "figure";
      readonly metric: Metric;
      readonly side: CountryCode | null;
      readonly lane: LaneId | null;
      readonly from: ChangeRange | null;
      readonly to: ChangeRange | null;
    }
  | {
      readonly of: "lane";
      readonly lane: LaneId;
      readonly track: Track;
      readonly from: ClaimableState | null;
      readonly to: ClaimableState | null;
    }
  | {
      readonly of: "posture";
      readonly side: CountryCode;
      readonly from: Posture | null;
      readonly to: Posture | null;
    }
  | { readonly of: "time"; readonly from: Instant; readonly to: Instant }
  /** A detail that has no line of its own. */
  | { readonly of: "other" };

export interface ChangeRange {
  readonly low: number;
  readonly best: number | null;
  readonly high: number | null;
}

export interface Change {
  /** Lasting id (UUID). */
  readonly id: string;
  readonly crossingId: CrossingId;
  /** 1, 2, 3 … per crossing, without gaps. */
  readonly sequence: number;
  /** When it came to be known. */
  readonly at: Instant;
  /** When it was seen. */
  readonly observedAt: Instant;
  readonly reportId: string | null;
  readonly details: readonly ChangeDetail[];
}
