import { sql } from "drizzle-orm";
import { DomainError } from "#server/domain/errors.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { assertWatches } from "./assert-watches.ts";
import { endStored } from "./end-stored.ts";

/**
 * Ends a watch of one's own firm; ended before is a success.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function endWatch(
  ctx: ServiceContext,
  { id }: { readonly id: string },
): Promise<{ id: string }> {
  const { database, now } = ctx;
  const { actor, membership } = await assertWatches(ctx, "watch.edit");
  await database.transaction(async (tx) => {
    const found = await tx.execute(sql`
      select from watches where id = ${id}::uuid and firm_id = ${membership.firmId}::uuid`);
    if (found.length === 0) throw new DomainError("not_found", `Your firm has no watch ${id}.`);
    if (!(await endStored(tx, id, now))) return;
    await recordAudit(tx, { actor, now, action: "watch.end", subject: id, details: {} });
  });
  return { id };
}
