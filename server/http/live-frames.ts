/**
 * Server-sent events as bytes, each encoded once and handed to every client.
 *
 * A compressed stream is a gzip header followed by frames that were each compressed alone and end in a full flush:
 * they refer to nothing before them, so the same bytes fit into any client's stream (RFC 1951, 3.2.4; RFC 1952).
 */
import { constants, deflateRawSync } from "node:zlib";
import type { Clock } from "#server/domain/clock.ts";
import {
  type LiveBeat,
  type LiveChange,
  type LiveSnapshot,
  liveStatus,
} from "#server/domain/live-status.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { SECOND_MS } from "#server/domain/time.ts";
import type { Snapshot } from "#server/live/snapshot.ts";

/** gzip without name or time, from an unknown system. */
export const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const FRAME_LEVEL = 4;
/** Of the whole snapshot, which is sent to everybody who comes: a fifth smaller. */
export const WHOLE_LEVEL = 9;
/** How long a browser that does it by itself waits before it connects again. */
const RETRY_MS = 2 * SECOND_MS;

/** One or several events, plain, and compressed when somebody asks. */
export interface Frame {
  readonly plain: Buffer;
  readonly gzip: Buffer;
}

/** @param level of compression: what is made for every change is made quickly */
export function frame(text: string, level = FRAME_LEVEL): Frame {
  const plain = Buffer.from(text);
  let gzip: Buffer | null = null;
  return {
    plain,
    get gzip() {
      gzip ??= deflateRawSync(plain, { level, finishFlush: constants.Z_FULL_FLUSH });
      return gzip;
    },
  };
}

// JSON has no bare line breaks, so one `data:` line holds any value.
const event = (name: string, id: number, data: unknown) =>
  `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

export function snapshotEvent(snapshot: Pick<Snapshot, "version" | "series" | "list">): string {
  const { version, series } = snapshot;
  const data: LiveSnapshot = { version, series, crossings: snapshot.list().map(liveStatus) };
  return `retry: ${RETRY_MS}\n${event("snapshot", version, data)}`;
}

export function crossingEvent(version: number, status: CrossingStatus): string {
  const data: LiveChange = { version, crossing: liveStatus(status) };
  return event("crossing", version, data);
}

/**
 * EventSource hides comments from pages, so the heartbeat is an event that a page can time. It tells what time it is
 * here: a browser whose clock is wrong would otherwise show fresh words as stale.
 */
export function beatEvent(clock: Pick<Clock, "nowMs">): string {
  const data: LiveBeat = { nowMs: clock.nowMs() };
  return `event: beat\ndata: ${JSON.stringify(data)}\n\n`;
}
