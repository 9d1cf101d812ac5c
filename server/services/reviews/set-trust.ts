import { sql } from "drizzle-orm";
import type { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";

export interface TrustInput {
  readonly accountId: string;
  readonly crossingId: CrossingId;
  /** true: published at once and reviewed after; false: waits for review. */
  readonly isTrusted: boolean;
}

/**
 * Sets whether a reporter is trusted at one of their crossings. It counts for reports that come from then on, within
 * seconds. Setting what is set already changes nothing and leaves no trace.
 * @throws DomainError `unauthenticated`, `forbidden` unless an admin asks, `not_found` when the crossing is not theirs
 */
export async function setTrust(ctx: ServiceContext, input: TrustInput): Promise<void> {
  const { actor, now } = ctx;
  const { accountId, crossingId, isTrusted } = input;
  assertCan(actor, "setting.manage");
  await ctx.database.transaction(async (tx) => {
    const where = sql`account_id = ${accountId}::uuid and crossing_id = ${crossingId}`;
    const found = await tx.execute(
      sql`select is_trusted from account_crossings where ${where} for update`,
    );
    if (found.length === 0) {
      throw new DomainError("not_found", `${crossingId} is not a crossing of that account.`);
    }
    const changed = await tx.execute(
      sql`update account_crossings set is_trusted = ${isTrusted} where ${where} and is_trusted <> ${isTrusted}
        returning account_id`,
    );
    if (changed.length === 0) return;
    const details = { crossingId, isTrusted };
    await recordAudit(tx, { actor, now, action: "trust.set", subject: accountId, details });
  });
}
