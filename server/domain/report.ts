/** Report: what one source said at one time about one crossing. */
import type { Claim } from "./claim.ts";
import type { CrossingId, SourceLink } from "./crossing.ts";
import type { DeviceClock } from "./device-clock.ts";
import type { Source } from "./source.ts";
import type { Instant } from "./time.ts";

export const REVIEW_STATES = [
  "received",
  "in_review",
  "published",
  "unverifiable",
  "rejected",
  "retracted",
  "superseded",
] as const;
/** `received -> in_review -> published | unverifiable | rejected`; later `retracted` or `superseded`. */
export type ReviewState = (typeof REVIEW_STATES)[number];

/**
 * A report that was published, as the core reads it.
 * It was known to the public in `[publishedAt, withdrawnAt)`; `observedAt` orders what it says.
 */
export interface PublishedReport {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly source: Source;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant;
  /** When it was retracted, or superseded by a correction. */
  readonly withdrawnAt: Instant | null;
  readonly claims: readonly Claim[];
  readonly links: readonly SourceLink[];
}

/** Whether a view takes what later became known (`now`) or only what was known at its instant (`then`). */
export const KNOWN = ["now", "then"] as const;
export type Known = (typeof KNOWN)[number];

/**
 * The reports that a view as of `at` may use.
 * `then`: published by `at` and not yet withdrawn at `at`. `now`: everything that stands today; their
 * `observedAt` is judged by the rules, which also look at what was said later (rule 7).
 */
export function reportsKnown(
  reports: readonly PublishedReport[],
  at: Instant,
  known: Known,
): PublishedReport[] {
  return reports.filter((report) =>
    known === "now"
      ? report.withdrawnAt === null
      : report.publishedAt <= at && (report.withdrawnAt === null || report.withdrawnAt > at),
  );
}

/** Of the reason why a report is taken back; characters. */
export const MAX_REASON_LENGTH = 500;

/** How a report can come in. */
export const VIAS = ["web", "api", "relay", "sms", "record", "feed", "import"] as const;
export type Via = (typeof VIAS)[number];

/** Where a report came from; for the desk, never public. */
export interface ReportOrigin {
  readonly via: Via;
  /** The account that entered it for the reporter; null: the reporter did. */
  readonly relayedBy: string | null;
  readonly deviceClock: DeviceClock | null;
  /** The report that it takes the place of. */
  readonly correctsId: string | null;
}

/** A report on its way in, checked but not yet stored; shared by live reports and the loading of the record. */
export interface ReportDraft {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly source: Source;
  readonly accountId: string | null;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly claims: readonly Claim[];
  readonly note: string | null;
  readonly links: readonly SourceLink[];
  /** Absent: it comes from the record. */
  readonly origin?: ReportOrigin;
}
