/** Sending again by hand, under the same `webhook-id`: who has had it knows it, who has not gets it. */
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { notices, watches, webhookEndpoints } from "#server/db/schema/watches.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import type { Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { addNoticeJobs } from "../notices/notice-job.ts";
import { assertEnabled } from "./assert-enabled.ts";
import { EndpointId } from "./endpoint-input.ts";
import { lockEndpoint } from "./endpoint-rows.ts";
import { actingFirm } from "./webhook-firm.ts";

/** At a time; the rest is taken by asking again. */
export const MAX_REPLAYED = 1_000;

export const ReplayOneInput = z.strictObject({ endpointId: EndpointId, noticeId: z.uuid() });
export const ReplayFailedInput = z.strictObject({ endpointId: EndpointId, since: z.string() });

async function sendAgain(
  tx: Transaction,
  ids: readonly string[],
  by: { readonly actor: Actor; readonly endpointId: string; readonly now: Instant },
): Promise<void> {
  if (ids.length === 0) return;
  const { actor, endpointId, now } = by;
  await tx
    .update(notices)
    .set({
      state: "waiting",
      dueAt: now,
      settledAt: null,
      attemptsBefore: sql`${notices.attempts}`,
    })
    .where(inArray(notices.id, [...ids]));
  await addNoticeJobs(tx, { noticeIds: ids, dueAt: now });
  const details = { notices: ids.length };
  await recordAudit(tx, { actor, now, action: "webhook.replay", subject: endpointId, details });
}

/**
 * Sends one notice again, whether it was taken or not; the schedule of tries begins anew.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `conflict` (disabled; or it waits as it is)
 */
export async function replayNotice(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ noticeId: string }> {
  const { database, now } = ctx;
  const { endpointId, noticeId } = parseInput(ReplayOneInput, raw);
  return database.transaction(async (tx) => {
    const { actor, endpoint } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    assertEnabled(endpoint);
    const [notice] = await tx
      .select({ state: notices.state })
      .from(notices)
      .where(and(eq(notices.id, noticeId), eq(notices.endpointId, endpointId)))
      .for("update");
    if (notice === undefined) {
      throw new DomainError("not_found", "This webhook has no such notice; see its log.");
    }
    if (notice.state === "waiting") {
      throw new DomainError("conflict", "This notice is on its way already; see when in the log.");
    }
    await sendAgain(tx, [noticeId], { actor, endpointId, now });
    return { noticeId };
  });
}

/**
 * Sends one notice of one's own firm again, by its id alone.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `conflict` (for no webhook; or as above)
 */
export async function replayFirmNotice(
  ctx: ServiceContext,
  { noticeId }: { readonly noticeId: string },
): Promise<{ noticeId: string }> {
  const { firmId } = await actingFirm(ctx, "change", null);
  const [notice] = await ctx.database
    .select({
      endpointId: notices.endpointId,
      ofWatch: watches.firmId,
      ofEndpoint: webhookEndpoints.firmId,
    })
    .from(notices)
    .leftJoin(watches, eq(watches.id, notices.watchId))
    .leftJoin(webhookEndpoints, eq(webhookEndpoints.id, notices.endpointId))
    .where(eq(notices.id, noticeId));
  if (notice === undefined || (notice.ofEndpoint ?? notice.ofWatch) !== firmId) {
    const message = `Your firm has no notice ${noticeId}; see the list of notices.`;
    throw new DomainError("not_found", message);
  }
  const { endpointId } = notice;
  if (endpointId !== null) return replayNotice(ctx, { endpointId, noticeId });
  const message = "This notice went by mail or into a feed; only webhooks are told again.";
  throw new DomainError("conflict", message);
}

/**
 * Sends again all that failed and came to be since an instant, oldest first, up to `MAX_REPLAYED`.
 * @returns how many; as many as `MAX_REPLAYED`: there may be more
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `invalid` (`since`), `conflict` (disabled)
 */
export async function replayFailed(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ replayed: number }> {
  const { database, now } = ctx;
  const { endpointId, ...input } = parseInput(ReplayFailedInput, raw);
  const since = parseInstant(input.since);
  return database.transaction(async (tx) => {
    const { actor, endpoint } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    assertEnabled(endpoint);
    const failed = await tx
      .select({ id: notices.id })
      .from(notices)
      .where(
        and(
          eq(notices.endpointId, endpointId),
          eq(notices.state, "failed"),
          gte(notices.createdAt, since),
        ),
      )
      .orderBy(notices.createdAt, notices.id)
      .limit(MAX_REPLAYED)
      .for("update");
    const ids = failed.map(({ id }) => id);
    await sendAgain(tx, ids, { actor, endpointId, now });
    return { replayed: ids.length };
  });
}
