/**
 * What everything is compared with: a bare node:http server in a process of its own. It sends given bytes with given
 * headers for given paths, and on /live hands one event to every client for each notification on its channel.
 */
import { createServer, type ServerResponse } from "node:http";
import postgres from "postgres";
import { answerOrders } from "./child.ts";

export interface BareReply {
  readonly path: string;
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

export type BareOrder =
  | { readonly kind: "listen" }
  | { readonly kind: "serve"; readonly replies: readonly BareReply[] }
  | {
      readonly kind: "follow";
      readonly databaseUrl: string;
      readonly channel: string;
      readonly event: string;
    };

const replies = new Map<string, { status: number; headers: string[]; body: Buffer }>();
const clients = new Set<ServerResponse>();

const server = createServer((req, res) => {
  if (req.url === "/live") {
    res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    res.write("event: snapshot\ndata: {}\n\n");
    clients.add(res);
    res.on("close", () => clients.delete(res));
    return;
  }
  const reply = replies.get(req.url ?? "");
  if (reply === undefined) {
    res.writeHead(404).end();
    return;
  }
  res.writeHead(reply.status, reply.headers);
  res.end(reply.body);
});
server.keepAliveTimeout = 65_000;

answerOrders<BareOrder>(async (order) => {
  switch (order.kind) {
    case "listen":
      await new Promise<void>((done) =>
        server.listen({ port: 0, host: "127.0.0.1", backlog: 8192 }, done),
      );
      return server.address();
    case "serve":
      for (const { path, status, headers, body } of order.replies) {
        replies.set(path, { status, headers: [...headers], body: Buffer.from(body) });
      }
      return null;
    case "follow": {
      const sql = postgres(order.databaseUrl, { max: 1 });
      await sql.listen(order.channel, () => {
        for (const client of clients) client.write(order.event);
      });
      return null;
    }
  }
});
