/** Announcements as they are stored. */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { ANNOUNCEMENT_KINDS, type Announcement } from "#server/domain/announcement.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";

const Row = z.object({
  crossing_id: z.string(),
  id: z.string(),
  kind: z.enum(ANNOUNCEMENT_KINDS),
  title: z.string(),
  party: z.string(),
  lanes: z.array(z.string()),
  value: z.enum(CLAIMABLE_STATES),
  starts_at: z.string(),
  ends_at: z.string(),
  rrule: z.string().nullable(),
  zone: z.string(),
  made_at: z.string(),
  withdrawn_at: z.string().nullable(),
});

export interface StoredAnnouncement extends Announcement {
  readonly withdrawnAt: Instant | null;
}

/** Newest first. */
export async function readAnnouncements(
  database: Database | Transaction,
  where: SQL,
): Promise<StoredAnnouncement[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`select crossing_id, id, kind, title, party, to_jsonb(lanes) as lanes, value, starts_at::text, ends_at::text,
        rrule, zone, made_at::text, withdrawn_at::text
      from announcements where ${where} order by made_at desc, id`,
  );
  return rows.map((row) => ({
    crossingId: row.crossing_id,
    id: row.id,
    kind: row.kind,
    title: row.title,
    party: row.party,
    lanes: row.lanes,
    value: row.value,
    startsAt: readInstant(row.starts_at),
    endsAt: readInstant(row.ends_at),
    rrule: row.rrule,
    zone: row.zone,
    madeAt: readInstant(row.made_at),
    withdrawnAt: readNullableInstant(row.withdrawn_at),
  }));
}
