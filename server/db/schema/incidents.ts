/** Incidents: what happened around crossings, with casualty claims by claimant. */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { SourceLink } from "#server/domain/crossing.ts";
import type { TimeBound } from "#server/domain/time.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";
import { sources } from "./reports.ts";

export const incidents = pgTable(
  "incidents",
  {
    id: text().primaryKey(),
    title: text().notNull(),
    kind: text().notNull(),
    summary: text().notNull(),
    from: jsonb().$type<TimeBound>().notNull(),
    to: jsonb().$type<TimeBound>(),
    startAt: instant("start_at").notNull(),
  },
  (t) => [
    check("incidents_id_is_slug", sql`${t.id} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check(
      "incidents_kind",
      sql`${t.kind} in ('clash', 'protest', 'flood', 'landslide', 'accident', 'other')`,
    ),
  ],
);

export const incidentCrossings = pgTable(
  "incident_crossings",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    incidentId: text("incident_id")
      .notNull()
      .references(() => incidents.id),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.incidentId] }),
    index("incident_crossings_by_incident").on(t.incidentId),
  ],
);

export const incidentUpdates = pgTable(
  "incident_updates",
  {
    incidentId: text("incident_id")
      .notNull()
      .references(() => incidents.id),
    id: text().notNull(),
    at: jsonb().$type<TimeBound>().notNull(),
    text: text().notNull(),
    links: jsonb().$type<SourceLink[]>().notNull().default([]),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.id] })],
);

export const casualtyClaims = pgTable(
  "casualty_claims",
  {
    incidentId: text("incident_id")
      .notNull()
      .references(() => incidents.id),
    id: text().notNull(),
    group: text("claim_group").notNull(),
    about: text().notNull(),
    aboutParty: text("about_party"),
    sourceId: text("source_id")
      .notNull()
      .references(() => sources.id),
    harm: text().notNull(),
    low: integer().notNull(),
    high: integer(),
    asGiven: text("as_given").notNull(),
    at: jsonb().$type<TimeBound>().notNull(),
    publishedAt: instant("published_at").notNull(),
    links: jsonb().$type<SourceLink[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.id] }),
    check("casualty_claims_harm", sql`${t.harm} in ('killed', 'injured', 'captured')`),
    check("casualty_claims_range", sql`${t.low} >= 0 and ${t.low} <= ${t.high}`),
  ],
);
