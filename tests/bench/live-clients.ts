/**
 * Many clients of a live stream in one process: plain sockets that look only for the next event of a crossing.
 * Times are of the system's monotonic clock, which all processes of one machine share.
 */
import { connect, type Socket } from "node:net";
import { answerOrders } from "./child.ts";

export type LiveOrder =
  | { readonly kind: "open"; readonly port: number; readonly clients: number }
  /** From now on clients look for the next event. */
  | { readonly kind: "arm" }
  /** Answers when every client has seen it. */
  | { readonly kind: "wait" }
  | { readonly kind: "close" };

export interface Arrivals {
  readonly lastAtNs: bigint;
  readonly clients: number;
}

const EVENT = Buffer.from("event: crossing");
const FIRST = Buffer.from("event: snapshot");
/** One address may follow only so many streams; loopback has many addresses. */
const CLIENTS_PER_ADDRESS = 250;
const OPEN_AT_ONCE = 100;

const sockets = new Set<Socket>();
let waiting = new Set<Socket>();
let arrivals: PromiseWithResolvers<Arrivals> = Promise.withResolvers();

const address = (index: number) => `127.0.1.${1 + Math.floor(index / CLIENTS_PER_ADDRESS)}`;

function open(port: number, index: number): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress: address(index) });
    socket.on("error", fail);
    socket.once("connect", () => {
      socket.write(`GET /live HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    });
    let isOpen = false;
    socket.on("data", (chunk: Buffer) => {
      if (!isOpen) {
        isOpen = chunk.includes(FIRST);
        if (isOpen) done();
        return;
      }
      if (!chunk.includes(EVENT) || !waiting.delete(socket)) return;
      if (waiting.size > 0) return;
      arrivals.resolve({ lastAtNs: process.hrtime.bigint(), clients: sockets.size });
    });
    socket.once("close", () => sockets.delete(socket));
    sockets.add(socket);
  });
}

answerOrders<LiveOrder>(async (order) => {
  switch (order.kind) {
    case "open":
      for (let from = 0; from < order.clients; from += OPEN_AT_ONCE) {
        const count = Math.min(OPEN_AT_ONCE, order.clients - from);
        await Promise.all(Array.from({ length: count }, (_, i) => open(order.port, from + i)));
      }
      return sockets.size;
    case "arm":
      waiting = new Set(sockets);
      arrivals = Promise.withResolvers();
      return null;
    case "wait":
      return await arrivals.promise;
    case "close":
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      return null;
  }
});
