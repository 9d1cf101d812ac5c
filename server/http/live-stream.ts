/**
 * The live stream: every client gets the whole snapshot when it connects and each change after that. One that says by
 * `?have=` that it holds just that already (a page drawn from it, a line that broke and came back) is only told the time:
 * the whole is 2 KB with 22 crossings and 40 with 500, which over 2G is seconds on every page.
 *
 * Changes are encoded once and written once to each client, straight to its socket: the response has no length and
 * no chunks, it ends with its connection. While the last round of writes has not been paid for, changes gather,
 * the newest of each crossing, and go out together. A client that does not read is dropped when too much waits for
 * it; it connects again and gets the snapshot. `Last-Event-ID` is ignored: this is state, not a log.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "#server/domain/clock.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { liveMark } from "#server/domain/live-status.ts";
import { SECOND_MS } from "#server/domain/time.ts";
import type { Snapshot, SnapshotChange } from "#server/live/snapshot.ts";
import type { Headers } from "./cached-entry.ts";
import { preferredEncoding } from "./encoding.ts";
import {
  beatEvent,
  crossingEvent,
  type Frame,
  frame,
  GZIP_HEADER,
  snapshotEvent,
  WHOLE_LEVEL,
} from "./live-frames.ts";

const BEAT_EVERY_MS = 20 * SECOND_MS;
/** Beyond this, what waits in a socket is not being read. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** After a round of writes that took t, the next begins no sooner than this many t later. */
const REST_ROUNDS = 1;
const COME_BACK_SECONDS = 5;

export interface LiveStreamOptions {
  readonly snapshot: Snapshot;
  /** Whether what happens is heard here. Where it is not, nobody is told that they are live: the line goes silent. */
  readonly isReady: () => boolean;
  readonly maxClients: number;
  readonly maxClientsPerAddress: number;
  readonly headers: Headers;
  readonly maxWaitingBytes?: number;
  readonly clock: Pick<Clock, "nowMs">;
}

export interface LiveStream {
  readonly clients: number;
  /** @throws DomainError `unavailable` while nothing is heard here or when full, `too_many` for one address */
  connect(req: IncomingMessage, res: ServerResponse, address: string): void;
  close(): void;
}

interface Client {
  readonly socket: Socket;
  readonly isGzip: boolean;
}

export function createLiveStream(options: LiveStreamOptions): LiveStream {
  const { snapshot, isReady, maxClients, maxClientsPerAddress, headers, clock } = options;
  const maxWaitingBytes = options.maxWaitingBytes ?? MAX_WAITING_BYTES;
  const clients = new Set<Client>();
  const byAddress = new Map<string, number>();
  const changed = new Map<CrossingId, SnapshotChange>();
  let isAllChanged = false;
  let round: NodeJS.Timeout | null = null;
  let restUntilMs = 0;
  let whole: { readonly version: number; readonly frame: Frame } | null = null;

  function wholeFrame(): Frame {
    if (whole?.version !== snapshot.version) {
      const { version } = snapshot;
      whole = { version, frame: frame(snapshotEvent(snapshot), WHOLE_LEVEL) };
    }
    return whole.frame;
  }

  function send(bytes: Frame): void {
    for (const client of clients) {
      const { socket, isGzip } = client;
      if (socket.writableLength > maxWaitingBytes) socket.destroy();
      else socket.write(isGzip ? bytes.gzip : bytes.plain);
    }
  }

  function nextFrame(): Frame | null {
    if (isAllChanged) return wholeFrame();
    // Oldest first: whoever has heard one version has heard all before it, wherever the line breaks.
    const inOrder = [...changed.values()].sort((one, other) => one.version - other.version);
    const events = inOrder.map(({ version, status }) =>
      status === null ? "" : crossingEvent(version, status),
    );
    return events.length === 0 ? null : frame(events.join(""));
  }

  function runRound(): void {
    round = null;
    if (clients.size > 0) {
      const startedAt = performance.now();
      const bytes = nextFrame();
      if (bytes !== null) send(bytes);
      const endedAt = performance.now();
      restUntilMs = endedAt + REST_ROUNDS * (endedAt - startedAt);
    }
    changed.clear();
    isAllChanged = false;
  }

  function onChange(change: SnapshotChange): void {
    // A crossing that is gone can only be told by telling all.
    if (change.crossingId === null || change.status === null) isAllChanged = true;
    else changed.set(change.crossingId, change);
    if (round !== null) return;
    const restMs = restUntilMs - performance.now();
    if (restMs > 1) round = setTimeout(runRound, restMs);
    else runRound();
  }

  function refuse(address: string): void {
    if (!isReady() || clients.size >= maxClients) {
      const message = "The live stream has no place for now; try again in some seconds.";
      throw new DomainError("unavailable", message, { retryAfterSeconds: COME_BACK_SECONDS });
    }
    if ((byAddress.get(address) ?? 0) >= maxClientsPerAddress) {
      const message = `One address may follow ${maxClientsPerAddress} live streams; close some.`;
      throw new DomainError("too_many", message, { retryAfterSeconds: COME_BACK_SECONDS });
    }
  }

  const holdsAll = (req: IncomingMessage): boolean =>
    new URL(req.url ?? "/", "http://localhost").searchParams.get("have") === liveMark(snapshot);

  function leave(client: Client, address: string): void {
    if (!clients.delete(client)) return;
    const left = (byAddress.get(address) ?? 1) - 1;
    if (left === 0) byAddress.delete(address);
    else byAddress.set(address, left);
  }

  const unsubscribe = snapshot.subscribe(onChange);
  const beat = setInterval(() => {
    if (isReady()) send(frame(beatEvent(clock)));
  }, BEAT_EVERY_MS);
  beat.unref();

  return {
    get clients() {
      return clients.size;
    },
    connect(req, res, address) {
      refuse(address);
      const { socket } = req;
      const isGzip =
        preferredEncoding(req.headers["accept-encoding"]?.replace(/\bbr\b/, "")) === "gzip";
      socket.setNoDelay(true);
      socket.setTimeout(0);
      res.useChunkedEncodingByDefault = false;
      res.shouldKeepAlive = false;
      for (const [name, value] of headers) res.setHeader(name, value);
      if (isGzip) res.setHeader("Content-Encoding", "gzip");
      res.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store, no-transform",
        Vary: "Accept-Encoding",
        // nginx would gather the stream in a buffer.
        "X-Accel-Buffering": "no",
      });
      if (req.method === "HEAD") return void res.end();
      res.flushHeaders();
      const bytes = holdsAll(req) ? frame(beatEvent(clock)) : wholeFrame();
      socket.write(isGzip ? Buffer.concat([GZIP_HEADER, bytes.gzip]) : bytes.plain);
      const client = { socket, isGzip };
      clients.add(client);
      byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
      socket.once("close", () => leave(client, address));
    },
    close() {
      unsubscribe();
      clearInterval(beat);
      if (round !== null) clearTimeout(round);
      for (const { socket } of clients) socket.end();
    },
  };
}
