import { once } from "node:events";
import { type IncomingHttpHeaders, type RequestOptions, request } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { DomainError } from "#server/domain/errors.ts";
import { BODY_LIMIT_BYTES, readOctets } from "#server/http/body.ts";
import { createDoor, type DoorOptions } from "#server/http/door.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { createLog } from "#server/log.ts";
import { quietStatus } from "../live/quiet-status.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A page as Next would send it: with inline scripts, and the nonce of the request on them if it has one. */
export function pageOf(url: string, nonce: unknown): string {
  const attribute = typeof nonce === "string" ? ` nonce="${nonce}"` : "";
  return `<!doctype html><script${attribute}>self.a=1</script><p>${url}</p>${"<p>gate</p>".repeat(200)}`;
}

/** A door on a free port, before a Next and an API that say what they were asked. Closed when the test ends. */
export async function openDoor(given: Partial<DoorOptions> = {}) {
  const snapshot = createSnapshot({ nowMs: Date.now });
  snapshot.replaceAll([quietStatus()]);
  const asked: string[] = [];
  const logged: string[] = [];
  const door = createDoor({
    async next(req, res) {
      asked.push(`${req.method} ${req.url}`);
      res.setHeader("Content-Type", "text/html; charset=utf-8");
      res.setHeader("Cache-Control", "private, no-store");
      res.end(pageOf(req.url ?? "", req.headers["x-nonce"]));
    },
    async api(req, res) {
      asked.push(`${req.method} ${req.url}`);
      const { length: bytes } = await readOctets(req, { limitBytes: BODY_LIMIT_BYTES });
      res.setHeader("Content-Type", "application/json");
      res.end(JSON.stringify({ url: req.url, bytes }));
    },
    readKey: async ({ headers }) => {
      const key = headers.authorization?.replace("Bearer ", "") ?? "";
      if (key.startsWith("bad")) throw new DomainError("unauthenticated", "This key is unknown.");
      return { id: key, isForData: key.startsWith("data") };
    },
    snapshot,
    readiness: () => ({ isReady: true, reason: null }),
    log: createLog({ level: "debug", write: (line) => void logged.push(line) }),
    publicUrl: null,
    listenHost: "127.0.0.1",
    trustedProxies: 0,
    dev: false,
    build: { version: "test", node: process.version },
    ...given,
  });
  door.server.listen(0, "127.0.0.1");
  await once(door.server, "listening");
  onTestFinished(() => door.close());
  // A server that listens on TCP has an address of this kind.
  const { port } = door.server.address() as AddressInfo;

  async function ask(
    path: string,
    options: RequestOptions = {},
    body?: string | Buffer,
  ): Promise<Reply> {
    const req = request({ host: "127.0.0.1", port, path, agent: false, ...options });
    req.end(body);
    const [res] = await once(req, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of res) chunks.push(chunk);
    return { status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks).toString() };
  }

  return { door, snapshot, asked, logged, port, ask };
}
