import { fromMs, type Instant } from "#server/domain/time.ts";

/**
 * Postgres' own writing of a timestamptz (`2025-10-12 09:30:00.5+00`) as an `Instant`.
 * @throws RangeError when it is none
 */
export function readInstant(text: string): Instant {
  const iso = text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
  return fromMs(Date.parse(iso));
}

export const readNullableInstant = (text: string | null): Instant | null =>
  text === null ? null : readInstant(text);
