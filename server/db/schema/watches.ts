/** Watches, corridors and deliveries: who wants to be told of what. */
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";
import { changes } from "./statuses.ts";

export const corridors = pgTable("corridors", {
  id: uuid().primaryKey(),
  accountId: uuid("account_id")
    .notNull()
    .references(() => accounts.id),
  name: text().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** The substitutes of a corridor, first choice first. */
export const corridorCrossings = pgTable(
  "corridor_crossings",
  {
    corridorId: uuid("corridor_id")
      .notNull()
      .references(() => corridors.id),
    position: smallint().notNull(),
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
  },
  (t) => [primaryKey({ columns: [t.corridorId, t.position] })],
);

export const watches = pgTable(
  "watches",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    crossingId: text("crossing_id").references(() => crossings.id),
    corridorId: uuid("corridor_id").references(() => corridors.id),
    rule: jsonb().$type<Record<string, unknown>>().notNull(),
    channel: text().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("watches_by_crossing").on(t.crossingId),
    check("watches_channel", sql`${t.channel} in ('email', 'webhook', 'feed')`),
    check("watches_one_subject", sql`(${t.crossingId} is null) <> (${t.corridorId} is null)`),
  ],
);

/** One attempt to tell a watch of a change. */
export const deliveries = pgTable(
  "deliveries",
  {
    crossingId: text("crossing_id").notNull(),
    id: uuid().notNull(),
    watchId: uuid("watch_id")
      .notNull()
      .references(() => watches.id),
    changeSequence: bigint("change_sequence", { mode: "number" }).notNull(),
    attempt: smallint().notNull(),
    attemptedAt: instant("attempted_at").notNull(),
    outcome: text().notNull(),
    response: text(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.id] }),
    foreignKey({
      columns: [t.crossingId, t.changeSequence],
      foreignColumns: [changes.crossingId, changes.sequence],
    }),
    check("deliveries_outcome", sql`${t.outcome} in ('sent', 'failed', 'suppressed')`),
  ],
);
