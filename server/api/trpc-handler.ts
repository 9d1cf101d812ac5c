import type { IncomingMessage, ServerResponse } from "node:http";
import type { TRPCError } from "@trpc/server";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { DomainError } from "#server/domain/errors.ts";
import { BODY_LIMIT_BYTES } from "#server/http/body.ts";
import { sendProblem } from "#server/http/problem.ts";
import type { ApiContext } from "./context.ts";
import { findRefusal } from "./errors.ts";
import { appRouter } from "./root.ts";

const PREFIX = "/api/trpc/";
/** A page asks for some things at once; more is a mistake or an attack. */
export const MAX_BATCH = 10;

export interface TrpcRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestId: string;
  readonly createContext: () => Promise<ApiContext>;
}

/** Tells a client that was refused for its haste when to come back. */
function retryAfter(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap((error) => findRefusal(error)?.details.retryAfterSeconds ?? []);
  return waits.length === 0 ? {} : { "Retry-After": String(Math.ceil(Math.max(...waits))) };
}

/** Answers /api/trpc/*: queries by GET, mutations by POST, several at once when the client batches. */
export async function handleTrpc(request: TrpcRequest): Promise<void> {
  const { req, res, requestId, createContext } = request;
  const { pathname } = new URL(req.url ?? "/", "http://gatewatch");
  let path: string;
  try {
    path = decodeURIComponent(pathname.slice(PREFIX.length));
  } catch {
    const message = "The name of the procedure cannot be read; check its percent signs.";
    return sendProblem(res, new DomainError("invalid", message), requestId);
  }
  await nodeHTTPRequestHandler({
    req,
    res,
    path,
    router: appRouter,
    createContext,
    maxBatchSize: MAX_BATCH,
    maxBodySize: BODY_LIMIT_BYTES,
    responseMeta: ({ errors }) => ({ headers: retryAfter(errors) }),
  });
}
