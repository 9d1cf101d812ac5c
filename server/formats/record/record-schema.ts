/** The shape of the data folder's files, as data/README.md documents them. */
import { z } from "zod";
import { CAUSES } from "#server/domain/claim.ts";
import { PRECISIONS } from "#server/domain/time.ts";

const Page = z.object({
  publisher: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  date: z.string().nullable(),
});
export type Page = z.infer<typeof Page>;

const RecordPrecision = z.enum(PRECISIONS);

export const RecordCrossing = z.object({
  id: z.string(),
  name: z.string(),
  alt_names: z.array(z.string()),
  names_local: z.record(z.string(), z.string().nullable()),
  names_spelled: z.record(z.string(), z.string()).optional(),
  sides: z.tuple([
    z.object({
      country: z.string(),
      place: z.string().nullable(),
      admin: z.string().nullable(),
      tz: z.string(),
    }),
    z.object({
      country: z.string(),
      place: z.string().nullable(),
      admin: z.string().nullable(),
      tz: z.string(),
    }),
  ]),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  coord_precision_m: z.number().nullable(),
  coord_note: z.string().nullable(),
  type: z.string(),
  note: z.string().nullable(),
  sources: z.array(Page),
});
export type RecordCrossing = z.infer<typeof RecordCrossing>;

export const RecordClosure = z.object({
  id: z.string(),
  crossing_ids: z.array(z.string()),
  from: z.string(),
  from_precision: RecordPrecision,
  to: z.string().nullable(),
  to_precision: RecordPrecision.nullable(),
  to_basis: z
    .enum(["reopened", "partly_reopened", "closed_again", "replaced", "planned", "last_reported"])
    .nullable(),
  still_as_of: z.string().nullable(),
  kind: z.enum([
    "closed",
    "partial_pedestrians_only",
    "partial_trucks_only",
    "partial_returnees_only",
    "partial_other",
    "reopened",
  ]),
  open_for: z.array(z.string()),
  cause: z.enum(CAUSES),
  closed_by: z.enum(["PK", "AF", "IR", "TJ", "UZ", "both", "protesters", "unclear", "none"]),
  note: z.string(),
  sources: z.array(Page),
});
export type RecordClosure = z.infer<typeof RecordClosure>;

export const RecordFigure = z.object({
  id: z.string(),
  metric: z.string(),
  what: z.string(),
  as_of: z.string(),
  as_of_precision: RecordPrecision,
  period_from: z.string().nullable(),
  crossing_ids: z.array(z.string()),
  value: z.object({
    as_given: z.string(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    qualifier: z.enum([
      "exact",
      "at_least",
      "more_than",
      "up_to",
      "about",
      "range",
      "hundreds",
      "thousands",
    ]),
    unit: z.string(),
  }),
  said_by: z.string(),
  speaker_type: z.enum([
    "official_pk",
    "official_af",
    "official_ir",
    "un",
    "ngo",
    "chamber",
    "press",
    "witness",
    "other",
  ]),
  side: z.string(),
  conflict_group: z.string().nullable(),
  note: z.string(),
  sources: z.array(Page),
});
export type RecordFigure = z.infer<typeof RecordFigure>;

/** data/incidents.json: which rows of the record belong to one incident, and statements about it. */
export const RecordIncident = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(["clash", "protest", "flood", "landslide", "accident", "other"]),
  summary: z.string(),
  crossing_ids: z.array(z.string()),
  from: z.string(),
  to: z.string().nullable(),
  updates: z.array(
    z.strictObject({
      at: z.string(),
      at_precision: RecordPrecision,
      text: z.string(),
      /** Ids of rows in closures.json or reports.json whose pages show it. */
      shown_by: z.array(z.string()),
      sources: z.array(Page).optional(),
    }),
  ),
  /** Ids of casualty rows in reports.json. */
  casualties: z.array(z.string()),
  statements: z.array(
    z.strictObject({
      kind: z.enum(["posture", "outlook"]),
      side: z.string().nullable(),
      value: z.string(),
      quote: z.string(),
      crossing_ids: z.array(z.string()),
      at: z.string(),
      at_precision: RecordPrecision,
      said_by: z.string(),
      speaker_type: RecordFigure.shape.speaker_type,
      sources: z.array(Page),
    }),
  ),
});
export type RecordIncident = z.infer<typeof RecordIncident>;

export const RecordFiles = z.object({
  crossings: z.array(RecordCrossing),
  closures: z.array(RecordClosure),
  reports: z.array(RecordFigure),
  incidents: z.array(RecordIncident),
});
export type RecordFiles = z.infer<typeof RecordFiles>;
