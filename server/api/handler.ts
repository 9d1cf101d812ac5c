import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "#server/domain/actor.ts";
import { matchPhotoPath } from "#server/http/photo-paths.ts";
import { nextRequestId } from "#server/http/request.ts";
import type { PhotoParts } from "#server/services/photos/photo-rows.ts";
import { ACCOUNT_HEADER, assertSameAccount } from "./account-header.ts";
import { createCaller } from "./caller.ts";
import type { ApiContext, ApiDeps } from "./context.ts";
import { bugError, findRefusal, toTrpcError } from "./errors.ts";
import { readKeyActor } from "./rest/actor.ts";
import { handleRest } from "./rest/handle.ts";
import { handlePhotos } from "./rest/photos.ts";
import { handleTrpc } from "./trpc-handler.ts";

export interface ApiHandlerDeps extends ApiDeps {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** The server's secret. */
  readonly authSecret: string;
  /** Who is signed in, by the session cookie; null when nobody is. */
  readonly readActor: (req: IncomingMessage) => Promise<Actor | null>;
  readonly photos: PhotoParts;
}

export type ApiHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** The door gives every request an id; without a door it gets one here. */
function requestIdOf(req: IncomingMessage): string {
  const given = req.headers["x-request-id"];
  return typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : nextRequestId();
}

/** Makes what answers /api/trpc/*, /api/v1/* and /feeds/*. It answers every request itself and throws nothing. */
export function createApiHandler(deps: ApiHandlerDeps): ApiHandler {
  const { database, snapshot, log, now, readActor, publicUrl, authSecret, photos } = deps;
  const { exercise, replicas, feedNetwork, watchFeedUrl } = deps;
  const base: ApiDeps = {
    ...{ database, snapshot, log, now, exercise, replicas, feedNetwork, watchFeedUrl },
  };
  const callerFor = createCaller(base);

  async function createContext(req: IncomingMessage, requestId: string): Promise<ApiContext> {
    try {
      const actor = (await readKeyActor(req, base)) ?? (await readActor(req));
      assertSameAccount(req.headers[ACCOUNT_HEADER], actor);
      return { ...base, actor, requestId };
    } catch (error) {
      const refusal = findRefusal(error);
      if (refusal !== null) throw toTrpcError(refusal);
      log.error("who asks could not be read", { requestId, error });
      throw bugError(requestId);
    }
  }

  return async (req, res) => {
    const requestId = requestIdOf(req);
    if (req.url?.startsWith("/api/trpc/")) {
      return handleTrpc({
        req,
        res,
        requestId,
        createContext: () => createContext(req, requestId),
      });
    }
    const url = new URL(req.url ?? "/", "http://gatewatch");
    const photo = matchPhotoPath(url.pathname);
    if (photo === null)
      return handleRest(
        { req, res, url, requestId },
        { ...base, callerFor, publicUrl, authSecret },
      );
    return handlePhotos({
      req,
      res,
      url,
      path: photo,
      requestId,
      createContext: () => createContext(req, requestId),
      photos,
      logError: (error) => log.error("a request for photos failed", { requestId, error }),
    });
  };
}
