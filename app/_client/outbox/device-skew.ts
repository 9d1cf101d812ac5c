/** How far this phone's clock is from the server's, from the `Date` of each answer. */
import { z } from "zod";
import { fromMs, type Instant } from "#server/domain/time.ts";
import { storedValue } from "./stored-value.ts";

const DeviceSkew = z.object({ skewMs: z.number(), uncertaintyMs: z.number() });
export type DeviceSkew = z.output<typeof DeviceSkew>;

const kept = storedValue("gatewatch.skew", DeviceSkew);
/** `Date` is cut to whole seconds: on average half of one is missing. */
const HALF_SECOND_MS = 500;

/**
 * The skew that an answer shows.
 * @param date its `Date` header; null when it has none that can be read
 * @returns ahead of the server is positive; `uncertaintyMs` is half the round trip and the second that `Date` is cut to
 */
export function readSkew(
  date: string | null,
  { startedAtMs, endedAtMs }: { readonly startedAtMs: number; readonly endedAtMs: number },
): DeviceSkew | null {
  const serverMs = Date.parse(date ?? "") + HALF_SECOND_MS;
  if (Number.isNaN(serverMs)) return null;
  const halfTripMs = Math.max(0, endedAtMs - startedAtMs) / 2;
  return {
    skewMs: Math.round(startedAtMs + halfTripMs - serverMs),
    uncertaintyMs: Math.round(halfTripMs + HALF_SECOND_MS),
  };
}

export function noteServerTime(headers: Headers, startedAtMs: number): void {
  const skew = readSkew(headers.get("Date"), { startedAtMs, endedAtMs: Date.now() });
  if (skew !== null) kept.write(skew);
}

/** The server's time, as far as this phone knows how its own clock is off. */
export const serverNow = (nowMs: number): Instant => fromMs(nowMs - (kept.read()?.skewMs ?? 0));

/** As of the last contact; null before the first. */
export const lastSkew = (): DeviceSkew | null => kept.read();
