import { DAY_MS, SECOND_MS } from "./time.ts";

/** A server may ask for a longer pause, but not for ever. */
const MAX_RETRY_AFTER_MS = DAY_MS;

/** `Retry-After` in milliseconds from `nowMs`: seconds or a date (RFC 9110, 10.2.3). 0: there is none that can be read. */
export function readRetryAfter(text: string | null, nowMs: number): number {
  if (text === null) return 0;
  const trimmed = text.trim();
  const ms = /^\d+$/.test(trimmed)
    ? Number(trimmed) * SECOND_MS
    : /^[A-Za-z]{3},? /.test(trimmed)
      ? Date.parse(trimmed) - nowMs
      : 0;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}
