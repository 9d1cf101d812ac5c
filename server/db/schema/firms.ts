/** Firms: who belongs to one, and the corridors that it chooses among. */
import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";

export const firms = pgTable(
  "firms",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** IANA; the hours of digests and quiet hours are told by it. */
    timeZone: text("time_zone").notNull().default("UTC"),
    /** CIDR ranges of its own network that its webhooks may reach; an admin's to set. Nearly always none. */
    privateNetworks: text("private_networks").array().notNull().default(sql`'{}'::text[]`),
    createdAt: instant("created_at").notNull().defaultNow(),
    closedAt: instant("closed_at"),
  },
  (t) => [check("firms_name", sql`${t.name} <> ''`)],
);

/** An account belongs to one firm at most. */
export const firmMembers = pgTable(
  "firm_members",
  {
    firmId: uuid("firm_id")
      .notNull()
      .references(() => firms.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id)
      .unique("firm_members_one_firm"),
    role: text().notNull(),
    joinedAt: instant("joined_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.accountId] }),
    check("firm_members_role", sql`${t.role} in ('owner', 'dispatcher', 'viewer')`),
  ],
);

export const corridors = pgTable(
  "corridors",
  {
    id: uuid().primaryKey(),
    firmId: uuid("firm_id")
      .notNull()
      .references(() => firms.id),
    name: text().notNull(),
    /** What the firm uses: `PK-AF` and `truck` together name a lane at each crossing. */
    direction: text().notNull(),
    mode: text().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("corridors_by_firm").on(t.firmId),
    check("corridors_direction", sql`${t.direction} ~ '^[A-Z]{2}-[A-Z]{2}$'`),
    check("corridors_mode", sql`${t.mode} in ('pedestrian', 'passenger', 'truck', 'rail')`),
  ],
);

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
