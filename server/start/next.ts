import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";

/** Next as the front door sees it: one function for requests, already prepared. */
export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface NextServer {
  readonly handler: NextHandler;
  /** Next's own web socket, in development. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
  close(): Promise<void>;
}

export interface NextOptions {
  readonly root: string;
  readonly dev: boolean;
  readonly host: string;
  readonly port: number;
}

/** Starts Next inside of this process, on the built pages or, in development, on the sources. */
export async function startNext({ root, dev, host, port }: NextOptions): Promise<NextServer> {
  const app = next({ dev, dir: root, hostname: host, port });
  await app.prepare();
  return {
    handler: app.getRequestHandler(),
    upgrade: app.getUpgradeHandler(),
    close: () => app.close(),
  };
}
