import { and, eq, isNull, ne } from "drizzle-orm";
import { sessions } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { can } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { assertPerson } from "./person.ts";

/**
 * Ends a session: one's own, or as an admin anybody's. Its next request, of whatever kind, is nobody's. Ending it again
 * changes nothing.
 * @throws DomainError `not_found`, also for somebody else's session
 */
export async function endSession(
  ctx: ServiceContext,
  input: { readonly sessionId: string },
): Promise<{ accountId: string }> {
  const actor = assertPerson(ctx.actor);
  const { now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const [session] = await tx
      .select({ accountId: sessions.accountId })
      .from(sessions)
      .where(eq(sessions.id, input.sessionId));
    const mayEnd =
      session?.accountId === actor.accountId || (session && can(actor, "account.manage"));
    if (session === undefined || !mayEnd) {
      throw new DomainError("not_found", "There is no such session; see the list again.");
    }
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.id, input.sessionId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (ended.length > 0) {
      await recordAudit(tx, { actor, now, action: "session.end", subject: session.accountId });
    }
    return { accountId: session.accountId };
  });
}

/** Ends all of one's own sessions but the one at hand; how many that were. */
export async function endOtherSessions(
  ctx: ServiceContext,
  input: { readonly keepId: string },
): Promise<{ endedSessions: number }> {
  const actor = assertPerson(ctx.actor);
  const { now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: now })
      .where(
        and(
          eq(sessions.accountId, actor.accountId),
          ne(sessions.id, input.keepId),
          isNull(sessions.revokedAt),
        ),
      )
      .returning({ id: sessions.id });
    const endedSessions = ended.length;
    const details = { endedSessions };
    const subject = actor.accountId;
    await recordAudit(tx, { actor, now, action: "session.end_others", subject, details });
    return { endedSessions };
  });
}
