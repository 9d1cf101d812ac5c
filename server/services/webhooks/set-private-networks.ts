import { eq } from "drizzle-orm";
import { z } from "zod";
import { firms } from "#server/db/schema/firms.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { parseRange } from "#server/webhooks/address-rules.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { lockFirm } from "../firms/assert-in-firm.ts";

const MAX_NETWORKS = 20;
/** Anything wider is no firm's own network. */
const MIN_BITS = 8;

export const PrivateNetworksInput = z.strictObject({
  firmId: z.uuid(),
  networks: z
    .array(
      z
        .string()
        .trim()
        .refine(
          (text) => (parseRange(text)?.bits ?? 0) >= MIN_BITS,
          `must be a range such as 10.20.0.0/16, not wider than /${MIN_BITS}`,
        ),
    )
    .max(MAX_NETWORKS),
});

/**
 * Says which ranges are a firm's own network, which its webhooks may reach although they are not public. An admin's
 * decision: the ranges are those of the machine that Gatewatch runs on.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `invalid`
 */
export async function setPrivateNetworks(
  { actor, database, now }: ServiceContext,
  raw: unknown,
): Promise<{ firmId: string; networks: readonly string[] }> {
  assertCan(actor, "firm.manage");
  const { firmId, networks } = parseInput(PrivateNetworksInput, raw);
  return database.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    await tx.update(firms).set({ privateNetworks: networks }).where(eq(firms.id, firmId));
    const details = { networks };
    await recordAudit(tx, { actor, now, action: "firm.networks", subject: firmId, details });
    return { firmId, networks };
  });
}
