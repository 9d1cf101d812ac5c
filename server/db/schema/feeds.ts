/** Feeds (sources that are a URL) and files that people bring: what is asked for, and how it went. */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { FeedRun, FeedSettings } from "#server/domain/feed.ts";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";

export const feeds = pgTable(
  "feeds",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text().notNull(),
    url: text().notNull(),
    /** The side that it speaks for, null when for none. */
    party: text(),
    /** Which of its places is which crossing; for mapped ones also what its columns mean. */
    settings: jsonb().$type<FeedSettings>().notNull(),
    intervalMinutes: integer("interval_minutes").notNull(),
    /** As its server sent them, to be sent back. */
    etag: text(),
    lastModified: text("last_modified"),
    /** SHA-256 of the last body that was read: many servers send neither of the two. */
    bodyHash: text("body_hash"),
    nextTryAt: instant("next_try_at").notNull(),
    lastTriedAt: instant("last_tried_at"),
    lastOkAt: instant("last_ok_at"),
    lastChangedAt: instant("last_changed_at"),
    /** The newest instant that its data speaks of. */
    dataAt: instant("data_at"),
    /** In a row. */
    failures: integer().notNull().default(0),
    lastProblem: text("last_problem"),
    parkedAt: instant("parked_at"),
    parkedReason: text("parked_reason"),
    lastRun: jsonb("last_run").$type<FeedRun>(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check("feeds_id_is_slug", sql`${t.id} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("feeds_kind", sql`${t.kind} in ('cbp_bwt', 'mapped_csv', 'mapped_geojson')`),
    check("feeds_url", sql`${t.url} ~ '^https?://'`),
    check("feeds_party_code", sql`${t.party} ~ '^[A-Z]{2}$'`),
    check("feeds_interval_sane", sql`${t.intervalMinutes} between 5 and 10080`),
    check("feeds_parked", sql`(${t.parkedAt} is null) = (${t.parkedReason} is null)`),
  ],
);

export const imports = pgTable(
  "imports",
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    fileName: text("file_name").notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    createdAt: instant("created_at").notNull(),
    state: text().notNull(),
    /** `all`: all rows or none; `good`: those that are well. */
    mode: text(),
    bytes: bigint({ mode: "number" }).notNull().default(0),
    rows: integer().notNull().default(0),
    good: integer().notNull().default(0),
    bad: integer().notNull().default(0),
    added: integer().notNull().default(0),
    repeated: integer().notNull().default(0),
    problem: text(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("imports_kind", sql`${t.kind} in ('reports', 'crossings')`),
    check(
      "imports_state",
      sql`${t.state} in ('receiving', 'checking', 'checked', 'applying', 'applied', 'failed')`,
    ),
    check("imports_mode", sql`${t.mode} in ('all', 'good')`),
    index("imports_by_time").on(t.createdAt.desc().nullsFirst()),
  ],
);

/** The file in pieces, in order, until it was applied or a week has passed. */
export const importPieces = pgTable(
  "import_pieces",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    ordinal: integer().notNull(),
    /** Base64. */
    data: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.ordinal] })],
);

/** What is wrong with rows, one a field. */
export const importProblems = pgTable(
  "import_problems",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    row: integer().notNull(),
    ordinal: integer().notNull(),
    field: text().notNull(),
    message: text().notNull(),
    /** The row as it was written. */
    raw: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.row, t.ordinal] })],
);
