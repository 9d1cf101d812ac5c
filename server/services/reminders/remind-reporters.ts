/** The reporters of a crossing that fell silent are reminded, once each silence. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { ChangeDetail } from "#server/domain/change.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

/** The task that mails one reminder; see server/jobs. */
export const MAIL_REMINDER_TASK = "mail_reminder";
/** A mail server that is away for a day is tried until it is back; after that the silence is old news. */
const MAIL_ATTEMPTS = 12;

const Count = z.object({ count: z.coerce.number() });

/**
 * Reminds whoever may report from the crossing, if the newest of `changes` is that it fell silent: a notice where
 * they report, and a mail. In the transaction that tells the silence.
 * @param input.changes what has just been told of the crossing, oldest first
 * @returns how many were reminded who had not been
 */
export async function remindReporters(
  tx: Transaction,
  input: {
    readonly crossingId: CrossingId;
    readonly changes: readonly { readonly details: readonly ChangeDetail[] }[];
    readonly now: Instant;
  },
): Promise<number> {
  const silence = input.changes
    .flatMap(({ details }) => details)
    .findLast((detail) => detail.kind === "freshness");
  if (silence === undefined) return 0;
  const [row] = await selectRows(
    tx,
    Count,
    sql`
      with reminded as (
        insert into reminders (crossing_id, account_id, last_word_at, at)
        select c.crossing_id, c.account_id, ${silence.lastWordAt}::timestamptz, ${input.now}::timestamptz
        from account_crossings c join accounts a on a.id = c.account_id
        where c.crossing_id = ${input.crossingId} and a.role = 'reporter' and a.disabled_at is null
        on conflict do nothing
        returning crossing_id, account_id
      )
      select count(graphile_worker.add_job(${MAIL_REMINDER_TASK},
        json_build_object('crossingId', crossing_id, 'accountId', account_id, 'lastWordAt', ${silence.lastWordAt}::text),
        max_attempts := ${sql.raw(String(MAIL_ATTEMPTS))})) as count from reminded`,
  );
  return row?.count ?? 0;
}
