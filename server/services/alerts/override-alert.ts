/** A person's own level for a crossing, with its reason and its end, and taking it back. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { DomainError, type FieldProblem } from "#server/domain/errors.ts";
import { InstantText } from "#server/domain/instant-text.ts";
import { assertFits, isStorable } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { deriveStoredStatuses, lockCrossings, notBefore } from "../status/derive-stored.ts";
import { tellCrossings } from "../status/tell-crossing.ts";

const MAX_REASON_LENGTH = 300;
/** A level that a person sets is for what the rules cannot know yet; it must be looked at again. */
const MAX_LENGTH_MS = 31 * DAY_MS;

export const OverrideInput = z.strictObject({
  /** Made by the sender: the same override sent twice is one. */
  id: z.uuid("must be a UUID made by the sender"),
  crossing: CrossingId,
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Public. */
  reason: z
    .string()
    .trim()
    .min(1, "say why; everybody reads it")
    .max(MAX_REASON_LENGTH, `is longer than ${MAX_REASON_LENGTH} characters; shorten it`)
    .refine(isStorable, "has a broken character"),
  expiresAt: InstantText,
});
export type OverrideInput = z.output<typeof OverrideInput>;

function findMisfits({ expiresAt }: OverrideInput, now: Instant): FieldProblem[] {
  if (expiresAt <= now) return [{ path: "expiresAt", message: "has passed; name a later time" }];
  if (expiresAt <= addMs(now, MAX_LENGTH_MS)) return [];
  return [{ path: "expiresAt", message: "lies more than 31 days ahead; set it again by then" }];
}

const Said = z.object({ level: z.number(), reason: z.string(), expires_at: z.string() });

async function isSame(tx: Transaction, input: OverrideInput): Promise<boolean> {
  const [before] = await selectRows(
    tx,
    Said,
    sql`select level, reason, expires_at::text from alert_overrides
      where crossing_id = ${input.crossing} and id = ${input.id}::uuid
        and expires_at = ${input.expiresAt}::timestamptz`,
  );
  return before?.level === input.level && before.reason === input.reason;
}

/**
 * Sets a crossing's level until `expiresAt`; the newest override counts. Status, change and notification follow in the
 * same transaction, and again when it expires.
 * @throws DomainError `forbidden`, `not_found`, `invalid`, `conflict` (the id was used for another)
 */
export async function overrideAlert(
  ctx: ServiceContext,
  input: OverrideInput,
): Promise<{ id: string }> {
  const { actor, database } = ctx;
  assertCan(actor, "alert.override");
  const crossing = await getRegistered(database, input.crossing, ctx.now);
  assertFits(findMisfits(input, ctx.now));
  await database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossing.id]);
    const now = notBefore(stored, ctx.now);
    const inserted = await tx.execute(sql`
      insert into alert_overrides (crossing_id, id, level, reason, made_by, made_at, expires_at)
      values (${crossing.id}, ${input.id}::uuid, ${input.level}, ${input.reason}, ${actor.accountId}::uuid,
        ${now}::timestamptz, ${input.expiresAt}::timestamptz)
      on conflict do nothing returning id`);
    if (inserted.length === 0) {
      if (await isSame(tx, input)) return;
      throw new DomainError("conflict", `The id ${input.id} was used for another override.`);
    }
    await deriveStoredStatuses(tx, { crossings: [crossing], stored, causes: new Map(), now });
    await tellCrossings(tx, [crossing.id]);
    const { level, reason, expiresAt } = input;
    const details = { crossing: crossing.id, level, reason, expiresAt };
    await recordAudit(tx, { actor, now, action: "alert.override", subject: input.id, details });
  });
  return { id: input.id };
}

/**
 * Takes an override back: the rules decide again.
 * @throws DomainError `forbidden`, `not_found`; taken back before, or expired, is a success
 */
export async function withdrawOverride(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const { actor, database } = ctx;
  assertCan(actor, "alert.override");
  const [found] = await selectRows(
    database,
    z.object({ crossing_id: z.string() }),
    sql`select crossing_id from alert_overrides where id = ${input.id}::uuid`,
  );
  if (found === undefined) throw new DomainError("not_found", `There is no override ${input.id}.`);
  const crossing = await getRegistered(database, found.crossing_id, ctx.now);
  await database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossing.id]);
    const now = notBefore(stored, ctx.now);
    const withdrawn = await tx.execute(sql`
      update alert_overrides set withdrawn_at = ${now}::timestamptz
      where crossing_id = ${crossing.id} and id = ${input.id}::uuid and withdrawn_at is null
        and expires_at > ${now}::timestamptz returning id`);
    if (withdrawn.length === 0) return;
    await deriveStoredStatuses(tx, { crossings: [crossing], stored, causes: new Map(), now });
    await tellCrossings(tx, [crossing.id]);
    const details = { crossing: crossing.id };
    await recordAudit(tx, { actor, now, action: "alert.withdraw", subject: input.id, details });
  });
  return { id: input.id };
}
