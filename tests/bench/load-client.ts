/**
 * Load: keep-alive connections that send one request after another over plain sockets, so that the generator takes
 * as little of the machine as it can. The same for everybody who is measured.
 */
import { connect } from "node:net";
import { answerOrders } from "./child.ts";
import { responses } from "./http-responses.ts";
import { quantile } from "./result.ts";

export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly failures: number;
}

/** Warm-up is sent like the rest and not counted. */
const WARM_UP_SHARE = 0.15;

async function load(order: LoadOrder): Promise<LoadResult> {
  const lines = Object.entries({ Host: `localhost:${order.port}`, ...order.headers });
  const request = Buffer.from(
    `GET ${order.path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n`,
  );
  const startAt = performance.now();
  const countFrom = startAt + order.seconds * 1000 * WARM_UP_SHARE;
  const endAt = startAt + order.seconds * 1000;
  const times: number[] = [];
  let failures = 0;
  const runs = Array.from({ length: order.connections }, () => {
    return new Promise<void>((done, fail) => {
      const socket = connect({ port: order.port, host: "127.0.0.1", noDelay: true });
      let sentAt = 0;
      const send = () => {
        sentAt = performance.now();
        socket.write(request);
      };
      socket.on("error", fail);
      socket.on("connect", send);
      socket.on("close", () => done());
      socket.on(
        "data",
        responses((status) => {
          const now = performance.now();
          if (sentAt >= countFrom) times.push(now - sentAt);
          if (status !== 200) failures += 1;
          if (now >= endAt) socket.destroy();
          else send();
        }),
      );
    });
  });
  await Promise.all(runs);

  return {
    requestsPerSecond: (times.length * 1000) / (performance.now() - countFrom),
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    maxMs: quantile(times, 1),
    failures,
  };
}

answerOrders<LoadOrder>(load);
