import { and, eq, or, sql } from "drizzle-orm";
import { firms } from "#server/db/schema/firms.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { assertManagesFirm, lockManagedFirm } from "./assert-in-firm.ts";
import { ChangeFirmInput } from "./firm-input.ts";

/**
 * Gives a firm another name or time zone. What is so already stays so, and leaves no trace.
 * @throws DomainError `forbidden` unless an admin or an owner of that firm asks, `invalid` with the field, `not_found`
 */
export async function changeFirm(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ firmId: string; name: string; timeZone: string }> {
  const input = parseInput(ChangeFirmInput, raw);
  const { actor, firmId } = await assertManagesFirm(ctx, input.firmId, "firm.change");
  const { database, now } = ctx;
  const { name, timeZone } = input;
  await database.transaction(async (tx) => {
    await lockManagedFirm(tx, ctx, { firmId, action: "firm.change" });
    const changed = await tx
      .update(firms)
      .set({ name, timeZone })
      .where(
        and(
          eq(firms.id, firmId),
          or(sql`${firms.name} <> ${name}`, sql`${firms.timeZone} <> ${timeZone}`),
        ),
      )
      .returning({ id: firms.id });
    if (changed.length === 0) return;
    const details = { name, timeZone };
    await recordAudit(tx, { actor, now, action: "firm.change", subject: firmId, details });
  });
  return { firmId, name, timeZone };
}
