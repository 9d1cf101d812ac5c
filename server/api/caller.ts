import { randomUUID } from "node:crypto";
import type { Actor } from "#server/domain/actor.ts";
import type { ApiDeps } from "./context.ts";
import { appRouter } from "./root.ts";
import { createCallerFactory } from "./trpc.ts";

const createCallerFor = createCallerFactory(appRouter);

/**
 * Makes the function by which server components call procedures in this process: `caller(actor).crossings.list({})`.
 * A call throws a `TRPCError`; `findRefusal` reads the refusal in it.
 */
export function createCaller(deps: ApiDeps) {
  return (actor: Actor | null, requestId: string = randomUUID()) =>
    createCallerFor({ ...deps, actor, requestId });
}

export type Caller = ReturnType<ReturnType<typeof createCaller>>;
