/**
 * Reads of the API at the door. What is public is the same for everybody, so a key raises the rate and changes nothing
 * else: once it is known to be good, the answer comes from the cache like anybody's. What a key alone may read keeps it.
 *
 *   OPTIONS: the preflight | no key: cache, or count the address | key: count the address, look it up, count the key
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#server/domain/errors.ts";
import { isPublicData } from "./cache-rules.ts";
import { openToAll } from "./cors.ts";
import type { Visit } from "./hand-over.ts";
import type { DoorLimits } from "./limits.ts";
import type { PublicAnswers } from "./public-answers.ts";

/** Who brought a key, as far as limits ask. */
export interface KeyHolder {
  /** The same for the same key; no part of it. */
  readonly id: string;
  /** It has the scope data:read. */
  readonly isForData: boolean;
}

/** @throws DomainError `unauthenticated` for a key that is unknown or has ended; null: none was sent */
export type ReadKey = (req: IncomingMessage) => Promise<KeyHolder | null>;

export interface ApiReadsOptions {
  readonly limits: DoorLimits;
  readonly publicAnswers: Pick<PublicAnswers, "send">;
  readonly readKey: ReadKey;
  readonly handOver: (req: IncomingMessage, res: ServerResponse, visit: Visit) => Promise<void>;
}

export function createApiReads({ limits, publicAnswers, readKey, handOver }: ApiReadsOptions) {
  async function countKey(
    req: IncomingMessage,
    res: ServerResponse,
    address: string,
  ): Promise<void> {
    limits.refuseKeyed(address, res);
    try {
      const holder = await readKey(req);
      if (holder !== null) limits.refuseKey(holder, res);
    } catch (error) {
      // Trying keys is asking like anybody who has none.
      const isRefused = error instanceof DomainError && error.code === "unauthenticated";
      if (isRefused) limits.refuseRead(address, res);
      throw error;
    }
  }

  return async (
    req: IncomingMessage,
    res: ServerResponse,
    visit: Visit & { readonly address: string },
  ): Promise<void> => {
    const { url, address } = visit;
    openToAll(res);
    if (req.headers.authorization !== undefined) {
      await countKey(req, res, address);
      if (isPublicData(url.pathname)) delete req.headers.authorization;
      if (await publicAnswers.send(req, res, url, () => undefined)) return;
      return handOver(req, res, visit);
    }
    const count = () => limits.refuseRead(address, res);
    if (await publicAnswers.send(req, res, url, count)) return;
    count();
    return handOver(req, res, visit);
  };
}
