/** Input that several procedures share. Every object is strict: a misspelt parameter is refused, not ignored. */
import { z } from "zod";
import { CountryCode, CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import { KNOWN } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";

/** Nothing is asked of earlier times: the record begins in 2011, and older dates are typing errors. */
export const EARLIEST_AS_OF: Instant = "1900-01-01T00:00:00.000Z";

const EXAMPLE = "write an instant with its zone, such as 2025-10-13T12:00:00Z";

/** An instant with its zone. A bare date is refused: it begins at another moment on each side of a border. */
export const InstantIn = z
  .string(`must be a text; ${EXAMPLE}`)
  .transform((text, context): Instant => {
    try {
      // "+" in a query string is a space; nobody writes a space in front of an offset on purpose.
      const at = parseInstant(text.replace(/ (?=\d\d:\d\d$)/, "+"));
      if (at >= EARLIEST_AS_OF) return at;
      context.addIssue({ code: "custom", message: `"${text}" lies before 1900; check the year` });
    } catch {
      const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
      const why = isDay ? "is a day, which needs a time and its zone" : "is no instant";
      context.addIssue({ code: "custom", message: `"${text.slice(0, 40)}" ${why}; ${EXAMPLE}` });
    }
    return z.NEVER;
  })
  .meta({ type: "string", format: "date-time", examples: ["2025-10-13T12:00:00Z"] });

export const Slug = CrossingId.meta({ description: "Slug of a crossing", examples: ["torkham"] });

export const Side = CountryCode.meta({
  description: "ISO 3166-1 alpha-2 of one side; without it the crossing as a whole",
});

export const asOf = InstantIn.optional().meta({
  description: "Show what was so at this past instant. Without it: now.",
});

export const known = z.enum(KNOWN).optional().meta({
  description:
    "With asOf: as known now (default: later reports tell what was so) or as known then (only what had been published by that instant).",
});

/** Also as text, for the query string. */
export function limitUpTo(max: number) {
  const expected = `must be a whole number from 1 to ${max}`;
  return z.coerce
    .number<number | string>(expected)
    .int(expected)
    .min(1, expected)
    .max(max, expected)
    .optional()
    .meta({ description: `At most so many, up to ${max}` });
}

/** The instant asked for, null for now. @throws DomainError `invalid` when it has not come yet */
export function pastInstant(at: Instant | undefined, now: Instant, field = "asOf"): Instant | null {
  if (at === undefined) return null;
  if (at <= now) return at;
  const message = `lies in the future (it is ${now} now); leave it out for the present`;
  throw new DomainError("invalid", `${field} ${message}`, { fields: [{ path: field, message }] });
}
