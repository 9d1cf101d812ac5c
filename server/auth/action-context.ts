import type { Actor } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";
import type { ServiceContext } from "#server/services/context.ts";

/** The context in which a page or server action calls a service of accounts, which have no procedures. */
export function actionContext(actor: Actor | null): ServiceContext {
  return { actor, database: getRuntime().db, now: new Date().toISOString() };
}
