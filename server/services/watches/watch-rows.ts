/** Watches as they are stored. */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Instant } from "#server/domain/time.ts";
import {
  SUBJECT_KINDS,
  WATCH_CHANNELS,
  WATCH_LOCALES,
  type WatchChannel,
  type WatchLocale,
  type WatchSubject,
} from "#server/domain/watch.ts";
import { WatchRule } from "#server/domain/watch-rule.ts";
import { WatchTiming } from "#server/domain/watch-timing.ts";

export interface StoredWatch {
  readonly id: string;
  /** Null: of somebody who reads a mail. */
  readonly firmId: string | null;
  readonly name: string;
  readonly subject: WatchSubject;
  readonly rule: WatchRule;
  readonly timing: WatchTiming;
  readonly channel: WatchChannel;
  /** How often the address of its feed was made anew. */
  readonly feedRenewals: number;
  readonly locale: WatchLocale;
  /** IANA: its firm's, else UTC. */
  readonly zone: string;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly parkedAt: Instant | null;
  readonly parkedReason: string | null;
}

const Row = z.object({
  id: z.string(),
  firm_id: z.string().nullable(),
  name: z.string(),
  subject_kind: z.enum(SUBJECT_KINDS),
  crossing_id: z.string().nullable(),
  corridor_id: z.string().nullable(),
  border: z.string().nullable(),
  country: z.string().nullable(),
  rule: WatchRule,
  timing: WatchTiming,
  channel: z.enum(WATCH_CHANNELS),
  email: z.string().nullable(),
  endpoint_id: z.string().nullable(),
  feed_renewals: z.number(),
  locale: z.enum(WATCH_LOCALES),
  zone: z.string().nullable(),
  created_at: z.string(),
  ended_at: z.string().nullable(),
  parked_at: z.string().nullable(),
  parked_reason: z.string().nullable(),
});
type Row = z.output<typeof Row>;

/** The checks of the table see to it that what a kind needs is there. */
function toSubject(row: Row): WatchSubject {
  switch (row.subject_kind) {
    case "crossing":
      return { kind: "crossing", crossing: row.crossing_id ?? "" };
    case "corridor":
      return { kind: "corridor", corridor: row.corridor_id ?? "" };
    case "border":
      return { kind: "border", border: row.border ?? "" };
    case "country":
      return { kind: "country", country: row.country ?? "" };
  }
}

function toChannel(row: Row): WatchChannel {
  switch (row.channel) {
    case "email":
      return { kind: "email", email: row.email ?? "" };
    case "webhook":
      return { kind: "webhook", endpoint: row.endpoint_id ?? "" };
    case "feed":
      return { kind: "feed" };
  }
}

/** Watches in the order in which they were made; `w` is the table. */
export async function readWatches(
  database: Database | Transaction,
  where: SQL,
): Promise<StoredWatch[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`select w.id, w.firm_id, w.name, w.subject_kind, w.crossing_id, w.corridor_id, w.border, w.country, w.rule,
        w.timing, w.channel, w.email, w.endpoint_id, w.feed_renewals, w.locale, f.time_zone as zone,
        w.created_at::text, w.ended_at::text, w.parked_at::text, w.parked_reason
      from watches w left join firms f on f.id = w.firm_id where ${where} order by w.created_at, w.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    firmId: row.firm_id,
    name: row.name,
    subject: toSubject(row),
    rule: row.rule,
    timing: row.timing,
    channel: toChannel(row),
    feedRenewals: row.feed_renewals,
    locale: row.locale,
    zone: row.zone ?? "UTC",
    createdAt: readInstant(row.created_at),
    endedAt: readNullableInstant(row.ended_at),
    parkedAt: readNullableInstant(row.parked_at),
    parkedReason: row.parked_reason,
  }));
}
