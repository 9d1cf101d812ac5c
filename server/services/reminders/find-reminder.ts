import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Instant } from "#server/domain/time.ts";

const Row = z.object({ email: z.string(), crossing: z.string() });

/**
 * To whom a reminder is to be mailed and about which crossing; null when it no longer is: seen, reported since, or the
 * account closed.
 */
export async function findUnseenReminder(
  database: Database,
  key: { readonly crossingId: string; readonly accountId: string; readonly lastWordAt: Instant },
): Promise<{ email: string; crossing: string } | null> {
  const [row] = await selectRows(
    database,
    Row,
    sql`
      select a.email, c.name as crossing from reminders r
      join accounts a on a.id = r.account_id join crossings c on c.id = r.crossing_id
      where r.crossing_id = ${key.crossingId} and r.account_id = ${key.accountId}::uuid
        and r.last_word_at = ${key.lastWordAt}::timestamptz and r.seen_at is null and a.disabled_at is null
        and not exists (select from report_states s
          where s.crossing_id = r.crossing_id and s.observed_at > r.last_word_at
            and s.source_id = 'account:' || a.id)`,
  );
  return row ?? null;
}
