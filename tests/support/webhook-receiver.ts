import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/* A firm's own system: it verifies by the public library and keeps what it took. */

export interface Received {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Receiver {
  readonly url: string;
  /** Every request that was genuine, in order, duplicates included. */
  readonly received: Received[];
  /** Why requests were not genuine. */
  readonly refused: string[];
  /** Its bodies by webhook-id, as they came. */
  readonly bodies: Map<string, Set<string>>;
  secrets: string[];
  /** What it answers; 204 unless a test says otherwise. */
  answer: (res: ServerResponse, headers: IncomingHttpHeaders) => void;
  close(): Promise<void>;
}

/** Whether any of the secrets that this receiver knows has signed it, as its owner would check while rotating. */
function verify(body: string, headers: IncomingHttpHeaders, secrets: readonly string[]): void {
  const plain = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  let failure: unknown = new Error("no secret is known");
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(body, plain);
      return;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

export async function openReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    void (async () => {
      let body = "";
      for await (const chunk of req) body += chunk;
      try {
        verify(body, req.headers, receiver.secrets);
      } catch (error) {
        receiver.refused.push(String(error));
        res.writeHead(401).end("not genuine");
        return;
      }
      const id = String(req.headers["webhook-id"]);
      receiver.bodies.set(id, (receiver.bodies.get(id) ?? new Set()).add(body));
      receiver.received.push({ id, ...JSON.parse(body) });
      receiver.answer(res, req.headers);
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received: [],
    refused: [],
    bodies: new Map(),
    secrets: [],
    answer: (res) => void res.writeHead(204).end(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
