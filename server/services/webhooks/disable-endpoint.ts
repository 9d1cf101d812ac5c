/** An endpoint that takes nothing more is disabled, and the owners of its firm are told, once. */
import { and, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { notices, webhookEndpoints } from "#server/db/schema/watches.ts";
import { DAY_MS, type Instant } from "#server/domain/time.ts";
import { attemptsThrough } from "../job-attempts.ts";

/** The task that mails one owner; its payload is a `DisabledMailJob`. */
export const MAIL_WEBHOOK_DISABLED_TASK = "mail_webhook_disabled";
/** A mail server that is away for a day is tried until it is back. */
const MAIL_ATTEMPTS = attemptsThrough(DAY_MS);

/** `gone`: it answered 410; `failing`: the last try of a notice failed, and it took no other meanwhile. */
export const DISABLED_REASONS = ["gone", "failing"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export const DisabledMailJob = z.object({
  endpointId: z.uuid(),
  accountId: z.uuid(),
  disabledAt: z.string(),
});

/**
 * Disables it in the transaction that recorded why. What waited for it and was due has failed with it; what is due
 * later may find it enabled again.
 */
export async function disableEndpoint(
  tx: Transaction,
  input: { readonly endpointId: string; readonly reason: DisabledReason; readonly now: Instant },
): Promise<void> {
  const { endpointId, reason, now } = input;
  const disabled = await tx
    .update(webhookEndpoints)
    .set({ disabledAt: now, disabledReason: reason, heldUntil: null })
    .where(
      and(
        eq(webhookEndpoints.id, endpointId),
        isNull(webhookEndpoints.disabledAt),
        isNull(webhookEndpoints.endedAt),
      ),
    )
    .returning({ id: webhookEndpoints.id });
  if (disabled.length === 0) return;
  await tx
    .update(notices)
    .set({ state: "failed", settledAt: now })
    .where(
      and(
        eq(notices.endpointId, endpointId),
        eq(notices.state, "waiting"),
        or(lte(notices.dueAt, now), gt(notices.attempts, notices.attemptsBefore)),
      ),
    );
  await tx.execute(sql`
    select graphile_worker.add_job(${MAIL_WEBHOOK_DISABLED_TASK},
      json_build_object('endpointId', e.id, 'accountId', a.id, 'disabledAt', ${now}::text),
      max_attempts := ${sql.raw(String(MAIL_ATTEMPTS))})
    from webhook_endpoints e join firm_members m on m.firm_id = e.firm_id join accounts a on a.id = m.account_id
    where e.id = ${endpointId}::uuid and m.role = 'owner' and a.disabled_at is null`);
}

const MailRow = z.object({ email: z.string(), url: z.string(), reason: z.enum(DISABLED_REASONS) });

/** Whom to mail about which endpoint; null when it is enabled again, ended, or they are no owner any more. */
export async function findDisabledMail(
  database: Database,
  job: z.output<typeof DisabledMailJob>,
): Promise<{ email: string; host: string; reason: DisabledReason } | null> {
  const [row] = await selectRows(
    database,
    MailRow,
    sql`
      select a.email, e.url, e.disabled_reason as reason
      from webhook_endpoints e join firm_members m on m.firm_id = e.firm_id join accounts a on a.id = m.account_id
      where e.id = ${job.endpointId}::uuid and a.id = ${job.accountId}::uuid and m.role = 'owner'
        and a.disabled_at is null and e.ended_at is null and e.disabled_at = ${job.disabledAt}::timestamptz`,
  );
  return row === undefined ? null : { ...row, host: new URL(row.url).host };
}
