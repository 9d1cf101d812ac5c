/**
 * Ends a streamed answer whose reader takes less than a least pace: one that drips would keep a place for ever. Only
 * while something lies there for the reader does it count, so that an answer that is made slowly is not cut off.
 */
import type { ServerResponse } from "node:http";
import { Transform } from "node:stream";

export interface Pace {
  readonly everyMs: number;
  /** To be taken in each `everyMs`. */
  readonly leastBytes: number;
}

/** What the connection has taken from us. */
const takenBy = ({ socket }: ServerResponse): number => socket?.bytesWritten ?? 0;

/** Watches until the answer has ended or its reader has gone. */
export function keepPace(res: ServerResponse, { everyMs, leastBytes }: Pace): void {
  let before = takenBy(res);
  let waitedBefore = res.writableNeedDrain;
  const timer = setInterval(() => {
    const taken = takenBy(res);
    const waits = res.writableNeedDrain;
    if (waits && waitedBefore && taken - before < leastBytes) res.destroy();
    before = taken;
    waitedBefore = waits;
  }, everyMs);
  timer.unref();
  res.once("close", () => clearInterval(timer));
}

const PIECE_BYTES = 16 * 1024;

/** Parts what is written into small pieces: a large one is counted as taken when its first byte is. */
export function inPieces(): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        this.push(chunk.subarray(at, at + PIECE_BYTES));
      }
      done();
    },
  });
}
