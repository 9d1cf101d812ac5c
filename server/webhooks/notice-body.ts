/** What is sent: `{ type, timestamp, data }`, the same bytes at every attempt. */
import type { NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";

/** Standard Webhooks 1.0 asks for less than 20 kB. */
export const MAX_BODY_BYTES = 20_000;

/** A body that would be too big keeps this many ids of changes, 39 bytes each: the rest is at `/api/v1/changes`. */
const CUT_CHANGE_IDS = 400;

export interface NoticeContent {
  readonly type: NoticeType;
  /** When it came to be, whenever it is sent. */
  readonly createdAt: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The body of a notice. The order of keys is that of `data`, which Postgres keeps the same for ever (jsonb).
 *
 * What would be too big is told by the ids of its changes alone, with `isCut: true`: better than not at all, and the
 * changes can be read by them.
 */
export function noticeBody({ type, createdAt, data }: NoticeContent): string {
  const whole = JSON.stringify({ type, timestamp: createdAt, data });
  if (Buffer.byteLength(whole) < MAX_BODY_BYTES) return whole;
  const ids = Array.isArray(data.changeIds) ? data.changeIds.slice(0, CUT_CHANGE_IDS) : [];
  return JSON.stringify({ type, timestamp: createdAt, data: { changeIds: ids, isCut: true } });
}
