/**
 * Many who report at once: each sends its next report when the last one was answered, over a plain socket, so that the
 * generator takes as little of the machine as it can, as pgbench does.
 */
import { connect, type Socket } from "node:net";
import { answerOrders } from "./child.ts";
import { responses } from "./http-responses.ts";
import { nextAddress, type Place, reportOn } from "./reporter.ts";

export interface ReportOrder {
  readonly port: number;
  readonly key: string;
  readonly places: readonly Place[];
  readonly clients: number;
  readonly seconds: number;
}

export interface ReportCounts {
  readonly accepted: number;
  /** By status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** A sender's address may write so many times at once (server/http/limits.ts allows 100). */
const REPORTS_PER_ADDRESS = 80;

/** More than any machine seen so far accepts. */
const MOST_PER_SECOND = 15_000;

function requestFor({ port, key, places }: ReportOrder, n: number): Buffer {
  const place = places[n % places.length];
  if (place === undefined) throw new Error("there are no crossings");
  const body = reportOn(place);
  const request = [
    "POST /api/v1/reports HTTP/1.1",
    `Host: localhost:${port}`,
    `Authorization: Bearer ${key}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
  return Buffer.from(request);
}

async function sendReports(order: ReportOrder): Promise<ReportCounts> {
  // Written before the clock starts: pgbench makes up nothing while it is measured either.
  const requests = Array.from({ length: order.seconds * MOST_PER_SECOND }, (_, n) =>
    requestFor(order, n),
  );
  const startedAt = performance.now();
  const endAt = startedAt + order.seconds * 1000;
  let accepted = 0;
  const refused: Record<string, number> = {};
  let sent = 0;

  function open(onEnd: () => void, onError: (error: Error) => void): Socket {
    const socket = connect({
      port: order.port,
      host: "127.0.0.1",
      localAddress: nextAddress(),
      noDelay: true,
    });
    let left = REPORTS_PER_ADDRESS;
    const send = () => {
      const request = requests[sent];
      if (request === undefined) throw new Error("more reports were accepted than prepared");
      left -= 1;
      sent += 1;
      socket.write(request);
    };
    socket.on("connect", send);
    socket.on("error", onError);
    socket.on("close", onEnd);
    socket.on(
      "data",
      responses((status) => {
        if (status < 300) accepted += 1;
        else refused[status] = (refused[status] ?? 0) + 1;
        if (performance.now() >= endAt || left === 0) socket.destroy();
        else send();
      }),
    );
    return socket;
  }

  const runs = Array.from({ length: order.clients }, async () => {
    while (performance.now() < endAt) {
      await new Promise<void>((done, fail) => open(done, fail));
    }
  });
  await Promise.all(runs);
  return { accepted, refused, seconds: (performance.now() - startedAt) / 1000 };
}

answerOrders<ReportOrder>(sendReports);
