import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { corridorCrossings, corridors } from "#server/db/schema/firms.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertFits } from "#server/domain/parse-input.ts";
import type { Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { assertInFirm, lockFirm } from "./assert-in-firm.ts";
import { type CorridorInput, findCorridorMisfits } from "./corridor-input.ts";
import { readCorridors } from "./list-corridors.ts";

/** A board of more would be a wall; a firm that has so many needs two firms. */
const MAX_CORRIDORS = 30;

export const noCorridor = (id: string) =>
  new DomainError("not_found", `Your firm has no corridor ${id}; see the list of corridors.`);

/** What a corridor says, in one text. */
const saying = (one: Omit<CorridorInput, "id" | "crossings">, crossings: readonly string[]) =>
  JSON.stringify([one.name, one.direction, one.mode, crossings]);

async function writeCorridor(
  tx: Transaction,
  input: CorridorInput,
  { firmId, now }: { readonly firmId: string; readonly now: Instant },
): Promise<void> {
  const { id, name, direction, mode } = input;
  const content = { name, direction, mode };
  const written = await tx
    .insert(corridors)
    .values({ id, firmId, ...content, createdAt: now })
    .onConflictDoUpdate({
      target: corridors.id,
      set: content,
      // Of another firm, or ended: there is no such corridor here.
      setWhere: sql`${corridors.firmId} = ${firmId}::uuid and ${corridors.endedAt} is null`,
    })
    .returning({ id: corridors.id });
  if (written.length === 0) throw noCorridor(id);
  await tx.delete(corridorCrossings).where(eq(corridorCrossings.corridorId, id));
  await tx
    .insert(corridorCrossings)
    .values(
      input.crossings.map((crossingId, position) => ({ corridorId: id, position, crossingId })),
    );
}

/**
 * Makes a corridor, or gives one other content: another name, lane, crossings or order of them. Sent twice it is one.
 * @throws DomainError `forbidden` unless an owner or dispatcher of the firm asks, `invalid` with each crossing that does not fit,
 *   `not_found` when it has ended or is another firm's, `conflict` when there are too many
 */
export async function saveCorridor(
  ctx: ServiceContext,
  input: CorridorInput,
): Promise<{ id: string }> {
  const { actor, membership } = await assertInFirm(ctx, "corridor.edit");
  const { database, now } = ctx;
  const { firmId } = membership;
  const id = input.id.toLowerCase();
  assertFits(findCorridorMisfits(input, await listCrossings(database, now)));
  await database.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    const before = await readCorridors(tx, firmId);
    const same = before.find((one) => one.id === id);
    if (same === undefined && before.length >= MAX_CORRIDORS) {
      throw new DomainError("conflict", `A firm has at most ${MAX_CORRIDORS} corridors; end one.`);
    }
    if (same && saying(same, same.crossingIds) === saying(input, input.crossings)) return;
    await writeCorridor(tx, { ...input, id }, { firmId, now });
    const { name, direction, mode, crossings } = input;
    const details = { firm: firmId, name, direction, mode, crossings };
    await recordAudit(tx, { actor, now, action: "corridor.save", subject: id, details });
  });
  return { id };
}
