import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import {
  FEED_FLAGS,
  FEED_KINDS,
  type FeedKind,
  type FeedRun,
  FeedSettings,
} from "#server/domain/feed.ts";
import type { Instant } from "#server/domain/time.ts";

/** A feed as it is stored: what is asked for, and how it went. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  readonly kind: FeedKind;
  readonly url: string;
  readonly party: string | null;
  readonly settings: FeedSettings;
  readonly intervalMinutes: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  readonly nextTryAt: Instant;
  readonly lastTriedAt: Instant | null;
  readonly lastOkAt: Instant | null;
  readonly lastChangedAt: Instant | null;
  readonly dataAt: Instant | null;
  readonly failures: number;
  readonly lastProblem: string | null;
  readonly parkedAt: Instant | null;
  readonly parkedReason: string | null;
  readonly lastRun: FeedRun | null;
}

const Run = z.object({
  at: z.string(),
  read: z.number(),
  added: z.number(),
  known: z.number(),
  refused: z.number(),
  unknownPlaces: z.number(),
  flags: z.array(z.object({ place: z.string(), kind: z.enum(FEED_FLAGS), text: z.string() })),
  flagCount: z.number(),
});

const Row = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(FEED_KINDS),
  url: z.string(),
  party: z.string().nullable(),
  settings: FeedSettings,
  interval_minutes: z.number(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
  body_hash: z.string().nullable(),
  next_try_at: z.string(),
  last_tried_at: z.string().nullable(),
  last_ok_at: z.string().nullable(),
  last_changed_at: z.string().nullable(),
  data_at: z.string().nullable(),
  failures: z.number(),
  last_problem: z.string().nullable(),
  parked_at: z.string().nullable(),
  parked_reason: z.string().nullable(),
  last_run: Run.nullable(),
});

export async function readFeeds(
  database: Database | Transaction,
  where: SQL = sql`true`,
): Promise<Feed[]> {
  const rows = await selectRows(database, Row, sql`select * from feeds where ${where} order by id`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    url: row.url,
    party: row.party,
    settings: row.settings,
    intervalMinutes: row.interval_minutes,
    etag: row.etag,
    lastModified: row.last_modified,
    bodyHash: row.body_hash,
    nextTryAt: readInstant(row.next_try_at),
    lastTriedAt: readNullableInstant(row.last_tried_at),
    lastOkAt: readNullableInstant(row.last_ok_at),
    lastChangedAt: readNullableInstant(row.last_changed_at),
    dataAt: readNullableInstant(row.data_at),
    failures: row.failures,
    lastProblem: row.last_problem,
    parkedAt: readNullableInstant(row.parked_at),
    parkedReason: row.parked_reason,
    lastRun: row.last_run,
  }));
}

/** @throws DomainError `not_found` */
export async function getFeed(database: Database | Transaction, id: string): Promise<Feed> {
  const [found] = await readFeeds(database, sql`id = ${id}`);
  if (found === undefined) throw new DomainError("not_found", `There is no feed "${id}".`);
  return found;
}
