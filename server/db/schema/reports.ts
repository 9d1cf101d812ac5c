/**
 * Sources, reports, claims and their review. Reports, claims and review events are append-only (see migrations).
 *
 * Indexes are `desc nulls first`, which is what `order by … desc` asks for; Drizzle's own `desc()` is not.
 */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Claim } from "#server/domain/claim.ts";
import type { SourceLink } from "#server/domain/crossing.ts";
import type { DeviceClock } from "#server/domain/device-clock.ts";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";

export const sources = pgTable(
  "sources",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    /** Public: a reporter's pseudonym, never a name. */
    name: text().notNull(),
    party: text(),
    accountId: uuid("account_id")
      .references(() => accounts.id)
      .unique(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    check(
      "sources_kind",
      sql`${t.kind} in ('reporter', 'official', 'agency', 'trade', 'press', 'feed')`,
    ),
    check("sources_party_code", sql`${t.party} ~ '^[A-Z]{2}$'`),
  ],
);

export const reports = pgTable(
  "reports",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    id: uuid().notNull(),
    sourceId: text("source_id")
      .notNull()
      .references(() => sources.id),
    accountId: uuid("account_id").references(() => accounts.id),
    observedAt: instant("observed_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    /** SHA-256 of what was sent, canonical: the same id with another hash is a conflict. */
    contentHash: text("content_hash").notNull(),
    /** The reporter's own words; for the desk, never public. */
    note: text(),
    links: jsonb().$type<SourceLink[]>().notNull().default([]),
    /** What it says, as the core reads it. */
    claims: jsonb().$type<Claim[]>().notNull(),
    /** The report that this one takes the place of. */
    correctsId: uuid("corrects_id"),
    /** What the sending device said of its clock; for the desk. */
    deviceClock: jsonb("device_clock").$type<DeviceClock>(),
    /** How it came. */
    via: text().notNull().default("web"),
    /** Who entered it for the reporter. */
    relayedBy: uuid("relayed_by").references(() => accounts.id),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.id] }),
    uniqueIndex("reports_id_once").on(t.id),
    index("reports_by_account").on(t.accountId, t.receivedAt.desc().nullsFirst()),
    index("reports_by_corrected")
      .on(t.crossingId, t.correctsId)
      .where(sql`corrects_id is not null`),
    foreignKey({
      columns: [t.crossingId, t.correctsId],
      foreignColumns: [t.crossingId, t.id],
      name: "reports_corrects_fk",
    }),
    check("reports_observed_after_1900", sql`${t.observedAt} >= '1900-01-01T00:00:00Z'`),
    check(
      "reports_via",
      sql`${t.via} in ('web', 'api', 'relay', 'sms', 'record', 'feed', 'import')`,
    ),
    check("reports_note_length", sql`length(${t.note}) <= 4000`),
  ],
);

/** What published reports say, a row for each claim: what charts select by. Append-only, as the reports are. */
export const claims = pgTable(
  "claims",
  {
    crossingId: text("crossing_id").notNull(),
    reportId: uuid("report_id").notNull(),
    ordinal: smallint().notNull(),
    kind: text().notNull(),
    observedAt: instant("observed_at").notNull(),
    /** The claim as the core reads it. */
    body: jsonb().$type<Claim>().notNull(),
    metric: text(),
    side: text(),
    lane: text(),
    low: integer(),
    best: integer(),
    high: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.reportId, t.ordinal] }),
    foreignKey({
      columns: [t.crossingId, t.reportId],
      foreignColumns: [reports.crossingId, reports.id],
    }),
    index("claims_by_metric")
      .on(t.crossingId, t.metric, t.observedAt.desc().nullsFirst())
      .where(sql`kind = 'count'`),
    check("claims_kind", sql`${t.kind} in ('state', 'count', 'posture', 'outlook', 'no_change')`),
    check(
      "claims_metric",
      sql`${t.metric} in ('people_stranded', 'trucks_stranded', 'people_crossed_24h', 'trucks_crossed_24h', 'wait_minutes')`,
    ),
    check(
      "claims_count_whole",
      sql`(${t.kind} = 'count') = (${t.metric} is not null) and (${t.kind} = 'count') = (${t.low} is not null)`,
    ),
    check("claims_low_natural", sql`${t.low} >= 0`),
    check("claims_low_best", sql`${t.low} <= ${t.best}`),
    check("claims_best_high", sql`${t.best} <= ${t.high}`),
    check("claims_low_high", sql`${t.low} <= ${t.high}`),
    check("claims_high_sane", sql`${t.high} <= 10000000`),
    check("claims_one_place", sql`${t.side} is null or ${t.lane} is null`),
  ],
);

/** Where a report stands now; derived from its review events. */
export const reportStates = pgTable(
  "report_states",
  {
    crossingId: text("crossing_id").notNull(),
    reportId: uuid("report_id").notNull(),
    /** As in its report, which the foreign key leads to. */
    sourceId: text("source_id").notNull(),
    observedAt: instant("observed_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    state: text().notNull(),
    reason: text(),
    publishedAt: instant("published_at"),
    withdrawnAt: instant("withdrawn_at"),
    /** Approved, and to be published then: a crossing may ask for a delay. */
    publishAt: instant("publish_at"),
    /** It said something about a lane's state that had not been the case just before. */
    isTurning: boolean("is_turning").notNull().default(false),
    /** Until when its longest-holding claim is documented; null: none has an end. */
    holdsUntilAt: instant("holds_until_at"),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.reportId] }),
    foreignKey({
      columns: [t.crossingId, t.reportId],
      foreignColumns: [reports.crossingId, reports.id],
    }),
    index("report_states_published")
      .on(t.crossingId, t.observedAt.desc().nullsFirst())
      .where(sql`published_at is not null`),
    index("report_states_turning")
      .on(t.crossingId, t.observedAt.desc().nullsFirst())
      .where(sql`published_at is not null and is_turning`),
    index("report_states_holding")
      .on(t.crossingId, t.holdsUntilAt.desc().nullsFirst())
      .where(sql`published_at is not null and holds_until_at is not null`),
    index("report_states_queue")
      .on(t.crossingId, t.receivedAt)
      .where(sql`state in ('received', 'in_review')`),
    check(
      "report_states_state",
      sql`${t.state} in ('received', 'in_review', 'published', 'unverifiable', 'rejected', 'retracted', 'superseded')`,
    ),
    check("report_states_reason", sql`${t.state} <> 'rejected' or length(${t.reason}) > 0`),
    check(
      "report_states_published_at",
      sql`${t.state} <> 'published' or ${t.publishedAt} is not null`,
    ),
    check(
      "report_states_withdrawn_at",
      sql`(${t.state} in ('retracted', 'superseded')) = (${t.withdrawnAt} is not null)`,
    ),
  ],
);

/** Every step of a report's review after it was received, which the report itself tells. Append-only. */
export const reviewEvents = pgTable(
  "review_events",
  {
    crossingId: text("crossing_id").notNull(),
    reportId: uuid("report_id").notNull(),
    ordinal: smallint().notNull(),
    state: text().notNull(),
    at: instant("at").notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.reportId, t.ordinal] }),
    foreignKey({
      columns: [t.crossingId, t.reportId],
      foreignColumns: [reports.crossingId, reports.id],
    }),
  ],
);
