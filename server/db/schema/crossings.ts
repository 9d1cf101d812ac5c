/** Crossings, their sides and lanes: the registry. */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { SourceLink } from "#server/domain/crossing.ts";
import { instant } from "./columns.ts";

export const crossings = pgTable(
  "crossings",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    altNames: jsonb("alt_names").$type<string[]>().notNull().default([]),
    localNames: jsonb("local_names").$type<Record<string, string>>().notNull().default({}),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    precisionMetres: integer("precision_metres"),
    positionNote: text("position_note"),
    type: text().notNull(),
    expectedIntervalMinutes: integer("expected_interval_minutes").notNull(),
    note: text(),
    sources: jsonb().$type<SourceLink[]>().notNull().default([]),
    /** How long an approved report is held back, for the safety of who sent it. */
    publicationDelayMinutes: integer("publication_delay_minutes").notNull().default(0),
    isListed: boolean("is_listed").notNull().default(true),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("crossings_id_is_slug", sql`${t.id} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("crossings_latitude_range", sql`${t.latitude} between -90 and 90`),
    check("crossings_longitude_range", sql`${t.longitude} between -180 and 180`),
    check("crossings_position_whole", sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check("crossings_delay_sane", sql`${t.publicationDelayMinutes} between 0 and 10080`),
    check("crossings_interval_positive", sql`${t.expectedIntervalMinutes} > 0`),
  ],
);

export const sides = pgTable(
  "sides",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    position: smallint().notNull(),
    country: text().notNull(),
    place: text(),
    admin: text(),
    authority: text(),
    zone: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.position] }),
    unique("sides_country_once").on(t.crossingId, t.country),
    check("sides_two", sql`${t.position} in (0, 1)`),
    check("sides_country_code", sql`${t.country} ~ '^[A-Z]{2}$'`),
  ],
);

export const lanes = pgTable(
  "lanes",
  {
    crossingId: text("crossing_id").notNull(),
    id: text().notNull(),
    fromCountry: text("from_country").notNull(),
    toCountry: text("to_country").notNull(),
    mode: text().notNull(),
    position: smallint().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.id] }),
    foreignKey({
      columns: [t.crossingId, t.fromCountry],
      foreignColumns: [sides.crossingId, sides.country],
    }),
    foreignKey({
      columns: [t.crossingId, t.toCountry],
      foreignColumns: [sides.crossingId, sides.country],
    }),
    check("lanes_mode", sql`${t.mode} in ('pedestrian', 'passenger', 'truck', 'rail')`),
    check("lanes_two_countries", sql`${t.fromCountry} <> ${t.toCountry}`),
    check("lanes_id", sql`${t.id} = ${t.fromCountry} || '-' || ${t.toCountry} || '/' || ${t.mode}`),
  ],
);
