/**
 * Lets a page answer "not found" and "not for you" in its own words. Next's `notFound()` and `forbidden()` send an empty
 * document that only a script fills (vercel/next.js#62228), so a page that finds nothing, or is not for who asks, renders
 * its sentences and says so here, before its first byte.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import type { Handler } from "./capture.ts";

export interface PageStatus {
  /** The handler, with the response that is being made known to the others. */
  follow(next: Handler): Handler;
  /** The page that is being rendered is sent with status 404. Nothing outside of a page, or once it has begun. */
  missing(): void;
  /** The same with status 403. */
  refused(): void;
}

export function createPageStatus(): PageStatus {
  const responses = new AsyncLocalStorage<ServerResponse>();
  function mark(status: 403 | 404): void {
    const res = responses.getStore();
    if (res !== undefined && !res.headersSent) res.statusCode = status;
  }
  return {
    follow: (next) => (req, res) => responses.run(res, () => next(req, res)),
    missing: () => mark(404),
    refused: () => mark(403),
  };
}
