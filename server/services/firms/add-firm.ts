import { eq } from "drizzle-orm";
import { firms } from "#server/db/schema/firms.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { AddFirmInput } from "./firm-input.ts";
import { putMember } from "./set-member.ts";

/**
 * Makes a firm with its first owner. Sent again with the same id and name it is the same firm.
 * @throws DomainError `forbidden` unless an admin asks, `not_found` for the owner's account, `invalid` with the field,
 *   `conflict` when that account is in another firm or the id was used for another
 */
export async function addFirm(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ firmId: string; name: string; owner: string }> {
  assertCan(ctx.actor, "firm.manage");
  const { actor, database, now } = ctx;
  const { id, name, timeZone, owner } = parseInput(AddFirmInput, raw);
  return database.transaction(async (tx) => {
    const added = await tx
      .insert(firms)
      .values({ id, name, timeZone, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: firms.id });
    if (added.length === 0) {
      const [before] = await tx.select({ name: firms.name }).from(firms).where(eq(firms.id, id));
      if (before?.name === name) return { firmId: id, name, owner };
      throw new DomainError("conflict", `The id ${id} was used for another firm.`);
    }
    const { email } = await putMember(tx, { firmId: id, email: owner, role: "owner", now });
    const details = { name, timeZone, owner: email };
    await recordAudit(tx, { actor, now, action: "firm.add", subject: id, details });
    return { firmId: id, name, owner: email };
  });
}
