/**
 * Load: keep-alive connections that send one request after another over plain sockets, so that the generator takes
 * as little of the machine as it can. The same for everybody who is measured.
 */
import { connect } from "node:net";
import { answerOrders } from "./child.ts";

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

const HEAD_END = Buffer.from("\r\n\r\n");
/** Warm-up is sent like the rest and not counted. */
const WARM_UP_SHARE = 0.15;

/** Finds whole responses in what arrives, in whatever pieces, and gives the status of each. */
function responses(onResponse: (status: number) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let missing = 0;
  let status = 0;
  return (chunk) => {
    if (missing > chunk.length) {
      missing -= chunk.length;
      return;
    }
    pending = missing > 0 ? chunk.subarray(missing) : Buffer.concat([pending, chunk]);
    if (missing > 0) onResponse(status);
    missing = 0;
    for (;;) {
      const headEnd = pending.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = pending.toString("latin1", 0, headEnd);
      status = Number(head.slice(9, 12));
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const end = headEnd + HEAD_END.length + length;
      if (pending.length < end) {
        missing = end - pending.length;
        pending = Buffer.alloc(0);
        return;
      }
      pending = pending.subarray(end);
      onResponse(status);
    }
  };
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

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
  const sorted = Float64Array.from(times).sort();
  return {
    requestsPerSecond: (times.length * 1000) / (performance.now() - countFrom),
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    maxMs: sorted.at(-1) ?? Number.NaN,
    failures,
  };
}

answerOrders<LoadOrder>(load);
