/**
 * What the public sees. Every answer of the API passes through a schema of this folder, which lists its public fields;
 * whatever else a service may hand over is dropped here. Each schema is typed by its noun: when the noun gains a field,
 * this stops compiling until somebody adds it here on purpose.
 */
import { z } from "zod";
import type { SourceLink } from "#server/domain/crossing.ts";
import type { Source } from "#server/domain/source.ts";
import { SOURCE_KINDS } from "#server/domain/source.ts";
import { PRECISIONS, type TimeBound } from "#server/domain/time.ts";

export const InstantOut = z.string().meta({
  description: "ISO 8601 in UTC with milliseconds",
  format: "date-time",
  examples: ["2025-10-13T12:00:00.000Z"],
});

export const Count = z.number().int().nonnegative();

/** Links come from records and people; only web addresses go out. */
const WebAddress = z
  .string()
  .nullable()
  .transform((url) => (url !== null && /^https?:\/\//i.test(url) ? url : null))
  .pipe(z.string().nullable());

export const PublicSourceLink: z.ZodType<SourceLink, SourceLink> = z.object({
  publisher: z.string(),
  title: z.string(),
  url: WebAddress,
  date: z.string().nullable(),
});

/** Inside, a reporter's source is named after their account; outside, after their pseudonym. */
const publicId = ({ kind, id, name }: Source): string =>
  kind === "reporter" ? `reporter:${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}` : id;

/** A reporter appears by pseudonym: `name` is never the name of their account. */
const SourceFields = z.object({
  id: z.string(),
  kind: z.enum(SOURCE_KINDS),
  name: z.string(),
  party: z.string().nullable().meta({ description: "Country for whose side it speaks, if any" }),
});

export const PublicSource: z.ZodType<Source, Source> = SourceFields.transform((source) => ({
  ...source,
  id: publicId(source),
})).pipe(SourceFields.meta({ id: "Source" }));

export const PublicTimeBound: z.ZodType<TimeBound, TimeBound> = z
  .object({
    text: z.string().meta({ description: "As written by the source: 2023, 2023-09, 2023-09-06" }),
    precision: z.enum(PRECISIONS),
    earliestAt: InstantOut,
    latestAt: InstantOut,
  })
  .meta({ id: "TimeBound" });
