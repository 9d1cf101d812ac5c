/** What a watch has to tell of: one thing that happened at one crossing. */

import type { ChangeRange } from "./change.ts";
import type { ClaimableState, ExceptionClass, Metric, State } from "./claim.ts";
import type { CountryCode, CrossingId, Direction, LaneId } from "./crossing.ts";
import type { Mode } from "./mode.ts";
import type { Instant } from "./time.ts";
import type { StateEvent } from "./watch-rule.ts";

/** The thing itself, without language. */
export type WatchWord =
  | { readonly kind: "lane"; readonly event: StateEvent; readonly lane: LaneId; readonly to: State }
  | {
      readonly kind: "exception";
      readonly event: "exception_opened" | "exception_ended";
      readonly class: ExceptionClass;
      readonly direction: Direction | null;
      readonly mode: Mode | null;
    }
  | { readonly kind: "level"; readonly from: number; readonly to: number }
  | {
      readonly kind: "figure";
      readonly metric: Metric;
      readonly side: CountryCode | null;
      readonly lane: LaneId | null;
      readonly range: ChangeRange;
      readonly is: "above" | "below";
      readonly bound: number;
    }
  | { readonly kind: "silence"; readonly lastWordAt: Instant }
  | {
      readonly kind: "closure_longer";
      readonly lane: LaneId;
      readonly since: Instant;
      readonly hours: number;
    }
  | {
      readonly kind: "planned";
      readonly announcementId: string;
      readonly title: string;
      readonly party: CountryCode;
      readonly lanes: readonly LaneId[];
      readonly value: ClaimableState;
      readonly startsAt: Instant;
      readonly endsAt: Instant;
    };

export interface WatchEvent {
  /** What it is about. Of two events with one key the later one is how things stand. */
  readonly key: string;
  readonly crossingId: CrossingId;
  /** When it came to be known: what its telling is timed by. */
  readonly at: Instant;
  /** When it was so. */
  readonly observedAt: Instant;
  /** Null: it follows from time alone. */
  readonly changeId: string | null;
  /** The crossing's alert level then; it may break through quiet hours. */
  readonly level: number;
  readonly word: WatchWord;
}
