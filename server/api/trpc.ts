/** tRPC as this API uses it: every procedure reports refusals alike, and no cause or stack ever leaves the process. */
import { initTRPC } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { bugError, findRefusal, toTrpcError } from "./errors.ts";

const trpc = initTRPC.context<ApiContext>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const refusal = findRefusal(error);
    const isBug = refusal === null;
    return {
      code: shape.code,
      message: refusal?.message ?? error.message,
      data: {
        /** tRPC's own, for its client. */
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        /** Ours: what a page or an outbox decides by. */
        problem: {
          code: isBug ? ("unavailable" as const) : refusal.code,
          fields: refusal?.details.fields ?? [],
          retryAfterSeconds: refusal?.details.retryAfterSeconds ?? null,
          newestId: refusal?.details.newestId ?? null,
          requestId: ctx?.requestId ?? null,
        },
      },
    };
  },
});

/** Translates what a procedure throws, once; the cause of a bug is logged here and nowhere else. */
const translated = trpc.procedure.use(async ({ ctx, next, path, type }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = findRefusal(result.error);
  if (refusal !== null) throw toTrpcError(refusal);
  const cause = result.error.cause ?? result.error;
  ctx.log.error("a procedure failed", { requestId: ctx.requestId, type, path, error: cause });
  throw bugError(ctx.requestId);
});

/** Whoever is signed in reads what they have just written, and so from the primary. */
const readFromReplica = trpc.middleware(async ({ ctx, next, type }) => {
  const replica = type === "query" && ctx.actor === null ? ctx.replicas?.pick() : null;
  if (!replica) return next();
  const result = await next({ ctx: { ...ctx, database: replica } });
  if (result.ok || findRefusal(result.error)?.code === "invalid") return result;
  // It went away, or replaying made it give up the question; the primary has the last word.
  ctx.replicas?.fallBehind();
  return next();
});

export const { router, createCallerFactory } = trpc;
/** Whoever may call it is decided by the service behind it. */
export const procedure = translated.use(readFromReplica);
