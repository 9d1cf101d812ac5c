/** Next's built files under /_next/static: named by their content, so each is compressed once and kept. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Headers, makeAnswer, sendAnswer } from "./cached-entry.ts";
import { capture, type Handler, requestFrom } from "./capture.ts";
import { createResponseCache } from "./response-cache.ts";

const MB = 1024 * 1024;
const STORE = { maxBytes: 48 * MB, maxEntries: 1_000, maxEntryBytes: 8 * MB };
const READ_TIMEOUT_MS = 10_000;
const BUILT_FILE = /^\/_next\/static\/[\w./~@()[\]%+-]+$/;
const IMMUTABLE = ["Cache-Control", "public, max-age=31536000, immutable"] as const;

export interface StaticFilesOptions {
  readonly next: Handler;
  readonly security: Headers;
  readonly nowMs: () => number;
}

export function createStaticFiles({ next, security, nowMs }: StaticFilesOptions) {
  const store = createResponseCache({
    ...STORE,
    version: () => 0,
    nowMs,
    onOutcome: () => undefined,
    onFailure: () => undefined,
  });

  async function read(path: string) {
    const req = requestFrom({ method: "GET", url: path, headers: { host: "localhost" } });
    const captured = await capture(next, req, READ_TIMEOUT_MS);
    const isFound = captured.status === 200;
    const caching = isFound ? IMMUTABLE : (["Cache-Control", "no-store"] as const);
    const answer = await makeAnswer(captured, [caching, ...security]);
    return { answer, keepUntilMs: isFound ? null : 0 };
  }

  return {
    /** False when this is no built file. */
    async send(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> {
      if (!BUILT_FILE.test(path) || path.includes("..")) return false;
      const answer = await store.answer(path, () => read(path));
      for (const [name] of security) res.removeHeader(name);
      sendAnswer(req, res, answer);
      return true;
    },
  };
}
