/**
 * Next's built files under /_next/static: named by their content and there for as long as this process runs. The first
 * to ask gets one compressed quickly; then it is compressed as small as can be, one file at a time, and kept.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, type Headers, makeAnswer, sendAnswer } from "./cached-entry.ts";
import { type Captured, capture, type Handler, requestFrom } from "./capture.ts";
import type { RenderGate } from "./render-gate.ts";

const READ_TIMEOUT_MS = 10_000;
/** A build has some hundreds; more would be a mistake, and is sent without being kept. */
const MAX_FILES = 2_000;
const BUILT_FILE = /^\/_next\/static\/[\w./~@()[\]%+-]+$/;
const IMMUTABLE = ["Cache-Control", "public, max-age=31536000, immutable"] as const;
/** What a browser heeds with a document alone is not said again with each of a page's ten files: 200 bytes each. */
const OF_DOCUMENTS: ReadonlySet<string> = new Set([
  "Permissions-Policy",
  "Cross-Origin-Opener-Policy",
]);
/**
 * Has Chromium (from 136) compile all of a script beside the page's own thread, while it comes in; by itself it compiles
 * each function on that thread when it is first called, which on a cheap phone is the longest task of a page's start. Other
 * browsers see a comment. https://v8.dev/blog/explicit-compile-hints
 */
const COMPILED_ASIDE = Buffer.from("//# allFunctionsCalledOnLoad\n");
const NOT_KEPT = ["Cache-Control", "no-store"] as const;

export interface StaticFilesOptions {
  readonly next: Handler;
  readonly gate: RenderGate;
  readonly security: Headers;
}

/** Its name and its ETag say when it changes; and of a compressed answer no range is sent. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set(["last-modified", "accept-ranges"]);

function forBrowsers(path: string, { body, headers, ...captured }: Captured): Captured {
  return {
    ...captured,
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !SAID_OTHERWISE.has(name.toLowerCase())),
    ),
    body: path.endsWith(".js") ? Buffer.concat([COMPILED_ASIDE, body]) : body,
  };
}

export function createStaticFiles({ next, gate, security: all }: StaticFilesOptions) {
  const security = all.filter(([name]) => !OF_DOCUMENTS.has(name));
  const files = new Map<string, Promise<Answer>>();
  let shrinking: Promise<void> = Promise.resolve();

  function shrink(path: string, captured: Captured): void {
    const small = async () => {
      const answer = await makeAnswer(captured, [IMMUTABLE, ...security], "best");
      files.set(path, Promise.resolve(answer));
    };
    // A file that cannot be made smaller stays as it is.
    shrinking = shrinking.then(small).catch(() => undefined);
  }

  async function read(path: string): Promise<Answer> {
    const req = requestFrom({ method: "GET", url: path, headers: { host: "localhost" } });
    const built = await gate.run(() => capture(next, req, READ_TIMEOUT_MS));
    if (built.status !== 200) {
      files.delete(path);
      return makeAnswer(built, [NOT_KEPT, ...security]);
    }
    const captured = forBrowsers(path, built);
    shrink(path, captured);
    return makeAnswer(captured, [IMMUTABLE, ...security]);
  }

  function find(path: string): Promise<Answer> {
    const known = files.get(path);
    if (known !== undefined) return known;
    const reading = read(path);
    if (files.size < MAX_FILES) files.set(path, reading);
    reading.catch(() => files.delete(path));
    return reading;
  }

  return {
    /** False when this is no built file. `refuse` may throw when it is not at hand. */
    async send(
      req: IncomingMessage,
      res: ServerResponse,
      path: string,
      refuse: () => void,
    ): Promise<boolean> {
      if (!BUILT_FILE.test(path) || path.includes("..")) return false;
      if (!files.has(path)) refuse();
      const answer = await find(path);
      for (const [name] of all) res.removeHeader(name);
      // What is the same for everybody and is kept for a year has no request to be found by.
      res.removeHeader("X-Request-Id");
      sendAnswer(req, res, answer);
      return true;
    },
  };
}
