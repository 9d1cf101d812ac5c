import { inArray } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { crossings } from "#server/db/schema/crossings.ts";
import { invalidField } from "#server/domain/parse-input.ts";

/** @throws DomainError `invalid` on `crossings` when there is none of that name */
export async function checkCrossings(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx
    .select({ id: crossings.id })
    .from(crossings)
    .where(inArray(crossings.id, [...ids]));
  const known = new Set(found.map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  const message = `there is no crossing ${unknown.join(", ")}; use the slug from its address`;
  throw invalidField({ path: "crossings", message });
}
