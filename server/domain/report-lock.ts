/** Lock: who at the desk works on a report. It keeps two people from doing one piece of work, and nothing else. */
import { type Instant, MINUTE_MS } from "./time.ts";

/** A lock ends by itself after so long without a sign of work. Milliseconds. */
export const LOCK_MS = 5 * MINUTE_MS;

export interface ReportLock {
  readonly reportId: string;
  readonly holderName: string;
  readonly isMine: boolean;
  readonly takenAt: Instant;
  readonly expiresAt: Instant;
}
