/** Accounts, what they may touch, and how they prove who they are. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";

export const accounts = pgTable(
  "accounts",
  {
    id: uuid().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    /** What the public reads instead of the name. */
    pseudonym: text().notNull(),
    role: text().notNull(),
    /** argon2id in PHC format; null until a password is set through a one-time link. */
    passwordHash: text("password_hash"),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
  },
  (t) => [
    uniqueIndex("accounts_email_once").on(sql`lower(${t.email})`),
    check("accounts_role", sql`${t.role} in ('admin', 'verifier', 'reporter', 'firm')`),
    check("accounts_email_shape", sql`${t.email} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
  ],
);

/** The crossings a reporter may report on; `is_trusted`: published at once and reviewed after. */
export const accountCrossings = pgTable(
  "account_crossings",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    isTrusted: boolean("is_trusted").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.accountId] }),
    index("account_crossings_by_account").on(t.accountId),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    userAgent: text("user_agent"),
  },
  (t) => [index("sessions_by_account").on(t.accountId)],
);

/** `first_admin` makes the first account; `set_password` lets an account choose a password. Used once. */
export const oneTimeLinks = pgTable(
  "one_time_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    purpose: text().notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    check("one_time_links_purpose", sql`${t.purpose} in ('first_admin', 'set_password')`),
    check("one_time_links_account", sql`(${t.purpose} = 'first_admin') = (${t.accountId} is null)`),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    /** SHA-256 of the key; the key itself has 256 random bits, so a slow hash would add nothing. */
    keyHash: text("key_hash").notNull().unique(),
    /** First characters, to recognise a key by. */
    prefix: text().notNull(),
    label: text(),
    scopes: text().array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [index("api_keys_by_account").on(t.accountId)],
);

/** Failed sign-ins per account and per address, for back-off; rows are forgotten after a day. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    subject: text().primaryKey(),
    failures: bigint({ mode: "number" }).notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [check("sign_in_failures_positive", sql`${t.failures} > 0`)],
);

/** Who did what to accounts, settings and reviews. Append-only. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: uuid().primaryKey(),
    at: instant("at").notNull(),
    accountId: uuid("account_id").references(() => accounts.id),
    action: text().notNull(),
    subject: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index("audit_events_by_time").on(t.at)],
);
