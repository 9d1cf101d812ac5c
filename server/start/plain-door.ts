import { createServer, type Server } from "node:http";
import type { Runtime } from "../runtime.ts";
import type { NextHandler } from "./next.ts";

export interface DoorOptions {
  readonly runtime: Runtime;
  readonly nextHandler: NextHandler;
}

export interface Door {
  readonly server: Server;
  /** Takes no more requests, lets running ones end and closes every connection. */
  close(): Promise<void>;
}

/** Passes every request on to Next, but for the question whether this process is alive. */
export function createDoor({ runtime, nextHandler }: DoorOptions): Door {
  const server = createServer((request, response) => {
    if (request.url === "/healthz") {
      response.end("ok\n");
      return;
    }
    nextHandler(request, response).catch((error: unknown) => {
      runtime.log.error("A page failed", { error, url: request.url });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}
