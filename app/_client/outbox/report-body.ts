/** The request that a report costs: on 2G each hundred bytes are 16 ms, and a clock is told in seconds. */
import type { OutboxEntry, ReportBody } from "./outbox-entry.ts";

/** A clock that is off by less is right as far as anybody's report goes, and is not worth its bytes. Milliseconds. */
const WORTH_TELLING_MS = 30_000;

const inSeconds = (ms: number) => Math.round(ms / 1_000) * 1_000;
export const toTheSecond = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

function deviceOf({ skewMs, uncertaintyMs }: OutboxEntry, body: ReportBody, sentAtMs: number) {
  const sentAt = toTheSecond(sentAtMs);
  if (skewMs === null) return { sentAt };
  const isOff = Math.abs(skewMs) >= WORTH_TELLING_MS;
  const known = { skewMs: isOff ? inSeconds(skewMs) : 0 };
  // A heartbeat says what counts and nothing more.
  if (body.claims.every(({ kind }) => kind === "no_change")) return known;
  if (!isOff || uncertaintyMs === null) return { sentAt, ...known };
  return { sentAt, ...known, uncertaintyMs: Math.round(uncertaintyMs) };
}

/** The body of the request, as `ReportInput` takes it; of a retraction, what it takes back and why. */
export function reportBody(entry: OutboxEntry, sentAtMs: number): string {
  const { body } = entry;
  if ("retracts" in body) return JSON.stringify({ id: body.retracts, reason: body.reason });
  const { note, ...rest } = body;
  return JSON.stringify({
    ...rest,
    ...(note ? { note } : {}),
    ...(entry.isTypedTime ? {} : { device: deviceOf(entry, body, sentAtMs) }),
  });
}
