/** Watches, the notices that follow from them, and each attempt to deliver one. */
import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
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
import type { CrossingMemory } from "#server/domain/watch-memory.ts";
import type { WatchQueue } from "#server/domain/watch-queue.ts";
import { instant } from "./columns.ts";
import { crossings } from "./crossings.ts";
import { corridors, firms } from "./firms.ts";

/** Where a firm's own system hears of changes (Standard Webhooks 1.0). */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: uuid().primaryKey(),
    firmId: uuid("firm_id")
      .notNull()
      .references(() => firms.id),
    url: text().notNull(),
    /** Types of event that it wants; none named: all. */
    eventTypes: text("event_types").array().notNull().default(sql`'{}'::text[]`),
    /** Newest first; each sealed (server/services/accounts/seal.ts), all but the first with an end. */
    secrets: jsonb()
      .$type<{ sealed: string; createdAt: string; endsAt: string | null }[]>()
      .notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
    /** `gone`: it answered 410; `failing`: the last try of a notice failed. */
    disabledReason: text("disabled_reason"),
    /** Nothing is sent before: it asked for a pause, or does not answer. */
    heldUntil: instant("held_until"),
    endedAt: instant("ended_at"),
  },
  (t) => [index("webhook_endpoints_by_firm").on(t.firmId)],
);

const isTelling = (t: { readonly endedAt: AnyPgColumn; readonly parkedAt: AnyPgColumn }): SQL =>
  sql`${t.endedAt} is null and ${t.parkedAt} is null`;

export const watches = pgTable(
  "watches",
  {
    id: uuid().primaryKey(),
    firmId: uuid("firm_id").references(() => firms.id),
    name: text().notNull(),
    subjectKind: text("subject_kind").notNull(),
    crossingId: text("crossing_id").references(() => crossings.id),
    corridorId: uuid("corridor_id").references(() => corridors.id),
    /** `AF-PK`, the countries in alphabetical order. */
    border: text(),
    country: text(),
    /** server/domain/watch.ts */
    rule: jsonb().$type<Record<string, unknown>>().notNull(),
    /** At once or in a digest, quiet hours and what breaks through them, the cap. */
    timing: jsonb().$type<Record<string, unknown>>().notNull(),
    channel: text().notNull(),
    /** For e-mail. */
    email: text(),
    /** For a webhook. */
    endpointId: uuid("endpoint_id").references(() => webhookEndpoints.id),
    /** How often the address of its feed was made anew: those before follow from a smaller number, and lead nowhere. */
    feedRenewals: integer("feed_renewals").notNull().default(0),
    /** Language of its mails. */
    locale: text().notNull().default("en"),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
    /** Its address does not take what it is sent. */
    parkedAt: instant("parked_at"),
    parkedReason: text("parked_reason"),
  },
  (t) => [
    index("watches_by_firm").on(t.firmId),
    index("watches_by_email").on(t.email),
    // Whoever a crossing's news concerns is found in each of four ways (judge-watch.ts).
    index("watches_of_crossing").on(t.crossingId).where(isTelling(t)),
    index("watches_of_border").on(t.border).where(isTelling(t)),
    index("watches_of_country").on(t.country).where(isTelling(t)),
    index("watches_of_corridor").on(t.corridorId).where(isTelling(t)),
    // Of two links that are pressed, one makes the watch.
    uniqueIndex("watches_once_public")
      .on(t.email, t.crossingId)
      .where(sql`${t.firmId} is null and ${t.endedAt} is null`),
    check("watches_locale", sql`${t.locale} in ('en', 'ur', 'ps', 'fa-AF')`),
    check("watches_channel", sql`${t.channel} in ('email', 'webhook', 'feed')`),
    check("watches_email", sql`(${t.channel} = 'email') = (${t.email} is not null)`),
    check("watches_endpoint", sql`(${t.channel} = 'webhook') = (${t.endpointId} is not null)`),
    check(
      "watches_subject",
      sql`${t.subjectKind} in ('crossing', 'corridor', 'border', 'country')
        and (${t.subjectKind} = 'crossing') = (${t.crossingId} is not null)
        and (${t.subjectKind} = 'corridor') = (${t.corridorId} is not null)
        and (${t.subjectKind} = 'border') = (${t.border} is not null)
        and (${t.subjectKind} = 'country') = (${t.country} is not null)`,
    ),
  ],
);

/** What a watch remembers, and what it has not told yet; written by judge-watch.ts alone. */
export const watchMemories = pgTable("watch_memories", {
  watchId: uuid("watch_id")
    .primaryKey()
    .references(() => watches.id),
  /** By crossing. */
  crossings: jsonb().$type<Record<string, CrossingMemory>>().notNull(),
  queue: jsonb().$type<WatchQueue>().notNull(),
  judgedAt: instant("judged_at").notNull(),
});

/** Wishes of the public to be told by e-mail that nobody has confirmed yet, or that have been. */
export const watchRequests = pgTable(
  "watch_requests",
  {
    /** What the link in the mail holds beside it follows from this and the server's secret, and is kept nowhere. */
    id: uuid().primaryKey(),
    email: text().notNull(),
    crossingId: text("crossing_id")
      .notNull()
      .references(() => crossings.id),
    locale: text().notNull(),
    /** Keyed hash of the network address that asked: counts, and tells nobody who it was. */
    sourceHash: text("source_hash").notNull(),
    requestedAt: instant("requested_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** When the mail left; null: it waits, or none was to be sent. */
    mailedAt: instant("mailed_at"),
    confirmedAt: instant("confirmed_at"),
  },
  (t) => [
    index("watch_requests_by_email").on(t.email, t.requestedAt),
    index("watch_requests_by_source").on(t.sourceHash, t.requestedAt),
    check("watch_requests_locale", sql`${t.locale} in ('en', 'ur', 'ps', 'fa-AF')`),
  ],
);

/** What a watch has to tell; its id is the `webhook-id` of every attempt. */
export const notices = pgTable(
  "notices",
  {
    id: uuid().primaryKey(),
    /** Null: a test that somebody asked for. */
    watchId: uuid("watch_id").references(() => watches.id),
    /** Null: by mail, or only in the feed. */
    endpointId: uuid("endpoint_id").references(() => webhookEndpoints.id),
    /** Type of event, such as `crossing.state.changed`. */
    type: text().notNull(),
    /** What is sent as `data`; built once, so that every attempt sends the same bytes. */
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Not before: a digest's hour, the end of quiet hours, the next attempt. */
    dueAt: instant("due_at").notNull(),
    state: text().notNull(),
    attempts: smallint().notNull().default(0),
    /** Of these, those before somebody had it sent again: the schedule of tries begins anew. */
    attemptsBefore: smallint("attempts_before").notNull().default(0),
    settledAt: instant("settled_at"),
  },
  (t) => [
    index("notices_by_watch").on(t.watchId, t.createdAt),
    index("notices_by_endpoint").on(t.endpointId, t.createdAt),
    index("notices_waiting").on(t.endpointId, t.dueAt).where(sql`${t.state} = 'waiting'`),
    check("notices_state", sql`${t.state} in ('waiting', 'sent', 'failed', 'dropped')`),
  ],
);

/** One attempt to tell. */
export const deliveries = pgTable(
  "deliveries",
  {
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    attempt: smallint().notNull(),
    attemptedAt: instant("attempted_at").notNull(),
    tookMs: integer("took_ms").notNull(),
    outcome: text().notNull(),
    /** HTTP status; null: none came, or not by webhook. */
    status: smallint(),
    /** The beginning of the answer, or why there was none. */
    response: text(),
  },
  (t) => [
    primaryKey({ columns: [t.noticeId, t.attempt] }),
    check("deliveries_outcome", sql`${t.outcome} in ('sent', 'failed')`),
  ],
);
