/** What a device knew of the time when it made a report. All instants as the device or the server wrote them. */
import type { Instant } from "./time.ts";

export interface DeviceClock {
  /** `observedAt` as the device's own clock had it. */
  readonly deviceAt: Instant;
  /** How far the device's clock was ahead of the server's at their last contact, milliseconds; null: no contact yet. */
  readonly skewMs: number | null;
  /** Half the round trip of that contact, milliseconds: how far off `skewMs` may be. */
  readonly uncertaintyMs: number | null;
}
