import type { Actor } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";
import type { SecretContext } from "#server/services/accounts/secret-context.ts";

/** The context in which a page or server action calls a service of accounts, which have no procedures. */
export function actionContext(actor: Actor | null): SecretContext {
  const { authSecret, db } = getRuntime();
  return { actor, authSecret, database: db, now: new Date().toISOString() };
}
