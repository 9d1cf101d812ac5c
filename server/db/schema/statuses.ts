/** What is derived from published reports: statuses, changes, closures and figures over time. */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
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
import type { ChangeDetail } from "#server/domain/change.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";

/** 64-bit transaction id; orders changes across crossings so that a cursor misses none (see listChanges). */
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

export const statuses = pgTable("statuses", {
  crossingId: text("crossing_id")
    .primaryKey()
    .references(() => crossings.id),
  /** Number of the newest change of this crossing; also the row that serialises its writes. */
  sequence: bigint({ mode: "number" }).notNull().default(0),
  status: jsonb().$type<CrossingStatus>(),
  derivedAt: instant("derived_at"),
});

export const changes = pgTable(
  "changes",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    sequence: bigint({ mode: "number" }).notNull(),
    id: uuid().notNull(),
    at: instant("at").notNull(),
    observedAt: instant("observed_at").notNull(),
    reportId: uuid("report_id"),
    details: jsonb().$type<ChangeDetail[]>().notNull(),
    transaction: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.sequence] }),
    uniqueIndex("changes_id_once").on(t.id),
    index("changes_in_order").on(t.transaction, t.crossingId, t.sequence),
    index("changes_by_observation").on(t.crossingId, t.observedAt, t.sequence),
    /** What alerts are made of: few among many. */
    index("changes_of_levels")
      .on(t.crossingId, t.sequence)
      .where(sql`details @> '[{"kind": "level"}]'::jsonb`),
    check("changes_sequence_positive", sql`${t.sequence} > 0`),
  ],
);

export const closures = pgTable(
  "closures",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    fromAt: instant("from_at").notNull(),
    toAt: instant("to_at").notNull(),
    end: text().notNull(),
    cause: text(),
    closure: jsonb().$type<Closure>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.fromAt] }),
    index("closures_by_time").on(t.fromAt.desc().nullsFirst()),
    check("closures_forward", sql`${t.fromAt} < ${t.toAt}`),
    check("closures_end", sql`${t.end} in ('reopened', 'lost_sight', 'ongoing')`),
  ],
);

/** Published count claims summed up per hour and day: what a history chart of any span reads. */
export const figureBuckets = pgTable(
  "figure_buckets",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    metric: text().notNull(),
    /** Country, lane, or empty for the crossing as a whole. */
    place: text().notNull(),
    /** Minutes: 60 or 1440. */
    grain: smallint().notNull(),
    bucketAt: instant("bucket_at").notNull(),
    low: integer().notNull(),
    best: integer(),
    bestObservedAt: instant("best_observed_at"),
    /** null: some claim had no upper bound. */
    high: integer(),
    claims: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.metric, t.place, t.grain, t.bucketAt] }),
    check("figure_buckets_grain", sql`${t.grain} in (60, 1440)`),
  ],
);

/** Each source's newest published count per metric and place: what a present figure is made of (rule 1). */
export const newestFigures = pgTable(
  "newest_figures",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    metric: text().notNull(),
    /** Country, lane, or empty for the crossing as a whole. */
    place: text().notNull(),
    sourceId: text("source_id").notNull(),
    reportId: uuid("report_id").notNull(),
    observedAt: instant("observed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.crossingId, t.metric, t.place, t.sourceId] })],
);

export const alertOverrides = pgTable(
  "alert_overrides",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    id: uuid().notNull(),
    level: smallint().notNull(),
    reason: text().notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => accounts.id),
    madeAt: instant("made_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.id] }),
    check("alert_overrides_level", sql`${t.level} between 0 and 4`),
    check("alert_overrides_reason", sql`length(${t.reason}) > 0`),
    check("alert_overrides_forward", sql`${t.madeAt} < ${t.expiresAt}`),
  ],
);
