/**
 * A firm is closed for good: what it has ends with it, in one transaction, and its members may join another. What was
 * told stays in the log, and each account keeps its sign-in.
 */
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { corridors, firmMembers, firms } from "#server/db/schema/firms.ts";
import { webhookEndpoints } from "#server/db/schema/watches.ts";
import { invalidField, parseInput } from "#server/domain/parse-input.ts";
import type { Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { endStored } from "../watches/end-stored.ts";
import { assertManagesFirm, lockManagedFirm } from "./assert-in-firm.ts";
import { CloseFirmInput } from "./firm-input.ts";

interface Closing {
  readonly firmId: string;
  readonly now: Instant;
}

/** Keys are of accounts: those of whoever is a member, since they were made to read for the firm. */
async function revokeKeys(tx: Transaction, { firmId, now }: Closing): Promise<number> {
  const revoked = await tx.execute(sql`
    update api_keys k set revoked_at = ${now}::timestamptz from firm_members m
    where m.firm_id = ${firmId}::uuid and k.account_id = m.account_id and k.revoked_at is null returning k.id`);
  return revoked.length;
}

async function endWatches(tx: Transaction, { firmId, now }: Closing): Promise<number> {
  const watches = await selectRows(
    tx,
    z.object({ id: z.string() }),
    sql`select id from watches where firm_id = ${firmId}::uuid and ended_at is null order by id for update`,
  );
  for (const { id } of watches) await endStored(tx, id, now);
  return watches.length;
}

async function endWebhooks(tx: Transaction, { firmId, now }: Closing): Promise<number> {
  const ended = await tx
    .update(webhookEndpoints)
    .set({ endedAt: now, secrets: [] })
    .where(and(eq(webhookEndpoints.firmId, firmId), isNull(webhookEndpoints.endedAt)))
    .returning({ id: webhookEndpoints.id });
  await tx.execute(sql`
    update notices n set state = 'dropped', settled_at = ${now}::timestamptz from webhook_endpoints e
    where e.id = n.endpoint_id and e.firm_id = ${firmId}::uuid and n.state = 'waiting'`);
  return ended.length;
}

/**
 * Closes a firm. Its name is asked for, so that nobody closes one by a slip.
 * @throws DomainError `forbidden` unless an admin or an owner of that firm asks, `invalid` when the name is another,
 *   `not_found` (also when it has been closed)
 */
export async function closeFirm(ctx: ServiceContext, raw: unknown): Promise<{ firmId: string }> {
  const input = parseInput(CloseFirmInput, raw);
  const { actor, firmId } = await assertManagesFirm(ctx, input.firmId, "firm.close");
  const { database, now } = ctx;
  await database.transaction(async (tx) => {
    await lockManagedFirm(tx, ctx, { firmId, action: "firm.close" });
    const [firm] = await tx.select({ name: firms.name }).from(firms).where(eq(firms.id, firmId));
    if (firm?.name !== input.name) {
      const message = "is not the firm's name; write it as the page does";
      throw invalidField({ path: "name", message });
    }
    const closing = { firmId, now };
    const watches = await endWatches(tx, closing);
    const webhooks = await endWebhooks(tx, closing);
    const keys = await revokeKeys(tx, closing);
    const ended = await tx
      .update(corridors)
      .set({ endedAt: now })
      .where(and(eq(corridors.firmId, firmId), isNull(corridors.endedAt)))
      .returning({ id: corridors.id });
    const members = await tx
      .delete(firmMembers)
      .where(eq(firmMembers.firmId, firmId))
      .returning({ accountId: firmMembers.accountId, role: firmMembers.role });
    await tx.update(firms).set({ closedAt: now }).where(eq(firms.id, firmId));
    const details = { name: firm.name, members, watches, webhooks, keys, corridors: ended.length };
    await recordAudit(tx, { actor, now, action: "firm.close", subject: firmId, details });
  });
  return { firmId };
}
