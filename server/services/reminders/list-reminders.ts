/** What a reporter is reminded of: their crossings of which nobody has told anything since. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";

const Row = z.object({ crossing_id: z.string(), last_word_at: z.string(), at: z.string() });

export interface Reminder {
  readonly crossingId: string;
  /** The last word before the silence. */
  readonly lastWordAt: Instant;
  readonly at: Instant;
}

/**
 * The reminders that still stand, newest first: one a crossing, and none where the actor or anybody has reported
 * since. Marks them as seen, so that no mail about them need follow.
 * @throws DomainError `unauthenticated`
 */
export async function takeReminders(ctx: ServiceContext): Promise<{ reminders: Reminder[] }> {
  const { actor, database, now } = ctx;
  if (actor === null) {
    throw new DomainError("unauthenticated", "Sign in to see what you are reminded of.");
  }
  const rows = await selectRows(
    database,
    Row,
    sql`
      with standing as (
        select distinct on (r.crossing_id) r.crossing_id, r.account_id, r.last_word_at, r.at from reminders r
        where r.account_id = ${actor.accountId}::uuid
          and exists (select from account_crossings c
            where c.crossing_id = r.crossing_id and c.account_id = r.account_id)
          and not exists (select from report_states s
            where s.crossing_id = r.crossing_id and s.observed_at > r.last_word_at
              and s.state in ('received', 'in_review', 'published') and s.source_id = ${`account:${actor.accountId}`})
          and not exists (select from report_states s join sources o on o.id = s.source_id
            where s.crossing_id = r.crossing_id and s.observed_at > r.last_word_at and s.state = 'published'
              and o.kind = 'reporter')
        order by r.crossing_id, r.last_word_at desc
      ), seen as (
        update reminders r set seen_at = ${now}::timestamptz from standing t
        where r.crossing_id = t.crossing_id and r.account_id = t.account_id and r.last_word_at = t.last_word_at
          and r.seen_at is null
      )
      select crossing_id, last_word_at::text, at::text from standing order by at desc, crossing_id`,
  );
  return {
    reminders: rows.map((row) => ({
      crossingId: row.crossing_id,
      lastWordAt: readInstant(row.last_word_at),
      at: readInstant(row.at),
    })),
  };
}
