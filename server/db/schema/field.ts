/** What the field and the desk need around a report: photos, phone numbers, locks, the thread, announcements. */
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";
import { reports } from "./reports.ts";

/** Photos of a report, which may come long after it, in pieces. The bytes lie in the photo store, not here. */
export const reportPhotos = pgTable(
  "report_photos",
  {
    crossingId: text("crossing_id").notNull(),
    reportId: uuid("report_id").notNull(),
    /** Made by the phone: the same photo sent twice is one. */
    id: uuid().notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    state: text().notNull().default("uploading"),
    /** Why it was refused, in words. */
    reason: text(),
    /** Bytes that the phone will send, and has sent. */
    totalBytes: integer("total_bytes").notNull(),
    receivedBytes: integer("received_bytes").notNull().default(0),
    /** Of the picture as it is kept, without its metadata. */
    widthPixels: integer("width_pixels"),
    heightPixels: integer("height_pixels"),
    isPublished: boolean("is_published").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.reportId, t.id] }),
    foreignKey({
      columns: [t.crossingId, t.reportId],
      foreignColumns: [reports.crossingId, reports.id],
    }),
    check("report_photos_state", sql`${t.state} in ('uploading', 'kept', 'refused')`),
    check("report_photos_reason", sql`${t.state} <> 'refused' or length(${t.reason}) > 0`),
    check("report_photos_bytes", sql`${t.totalBytes} between 1 and 8388608`),
    check("report_photos_received", sql`${t.receivedBytes} between 0 and ${t.totalBytes}`),
  ],
);

/** Whose reports a phone number sends (E.164), by SMS. */
export const senderNumbers = pgTable(
  "sender_numbers",
  {
    number: text().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [check("sender_numbers_e164", sql`${t.number} ~ '^\\+[1-9][0-9]{6,14}$'`)],
);

/** Who at the desk works on a report; ends by itself, and another may break it. */
export const reportLocks = pgTable(
  "report_locks",
  {
    crossingId: text("crossing_id").notNull(),
    reportId: uuid("report_id").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    takenAt: instant("taken_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.reportId] }),
    foreignKey({
      columns: [t.crossingId, t.reportId],
      foreignColumns: [reports.crossingId, reports.id],
    }),
  ],
);

/** What desk and reporter write to each other about a report. Never public. */
export const reportMessages = pgTable(
  "report_messages",
  {
    crossingId: text("crossing_id").notNull(),
    reportId: uuid("report_id").notNull(),
    id: uuid().notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    isFromDesk: boolean("is_from_desk").notNull(),
    text: text().notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.reportId, t.id] }),
    foreignKey({
      columns: [t.crossingId, t.reportId],
      foreignColumns: [reports.crossingId, reports.id],
    }),
    check("report_messages_length", sql`length(${t.text}) between 1 and 1000`),
  ],
);

/** Planned closures, holidays and opening hours, entered at the desk; each occurrence becomes a report of its source. */
export const announcements = pgTable(
  "announcements",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    id: uuid().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    /** The country whose authority announced it. */
    party: text().notNull(),
    lanes: text().array().notNull(),
    value: text().notNull(),
    /** First occurrence; local times repeat in `zone`. */
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** RFC 5545 recurrence; null: once. */
    rrule: text(),
    zone: text().notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => accounts.id),
    madeAt: instant("made_at").notNull(),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.id] }),
    check("announcements_kind", sql`${t.kind} in ('closure', 'holiday', 'hours')`),
    check("announcements_value", sql`${t.value} in ('open', 'restricted', 'closed')`),
    check("announcements_forward", sql`${t.startsAt} < ${t.endsAt}`),
  ],
);

/** Which reporters were reminded of which silence, so that each is reminded once. */
export const reminders = pgTable(
  "reminders",
  {
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    /** The last word before the silence. */
    lastWordAt: instant("last_word_at").notNull(),
    at: instant("at").notNull(),
    seenAt: instant("seen_at"),
  },
  (t) => [
    primaryKey({ columns: [t.crossingId, t.accountId, t.lastWordAt] }),
    index("reminders_by_account").on(t.accountId, t.at.desc().nullsFirst()),
  ],
);

/** Codes for signing in without the phone that makes the others; each works once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] })],
);

/** The second step of signing in (RFC 6238). No row: the account has none. */
export const totpSecrets = pgTable("totp_secrets", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id),
  /** Sealed with the server's secret. */
  sealedSecret: text("sealed_secret").notNull(),
  /** null until a first code has shown that the phone has it. */
  confirmedAt: instant("confirmed_at"),
  /** The last time step that was used: a code works once. */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
});
