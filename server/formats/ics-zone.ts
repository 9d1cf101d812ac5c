/**
 * A zone's clocks as a calendar writes them (VTIMEZONE, RFC 5545, 3.6.5): what repeats by the wall needs them. They are
 * taken from the runtime's own table of zones for the years that a calendar reaches, one observance for each change.
 */
import {
  DAY_MS,
  fromMs,
  type Instant,
  MINUTE_MS,
  toMs,
  zoneOffsetMs,
} from "#server/domain/time.ts";
import { wallTime } from "#server/domain/wall-time.ts";
import { compactInstant } from "./closure-id.ts";

/** Clocks change a few times a year at most, never twice within so long. */
const STEP_MS = 7 * DAY_MS;

/** `20261125T080000`: what a clock in `zone` shows. */
export function compactWall(at: Instant, zone: string): string {
  const { day, ofDayMs } = wallTime(at, zone);
  return compactInstant(fromMs(day * DAY_MS + ofDayMs)).slice(0, -1);
}

/** `+0500`. */
function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** The first millisecond after `fromMs` at which the offset is another one than there. */
function findTurn(zone: string, { before, after }: { before: number; after: number }): number {
  const offset = zoneOffsetMs(zone, before);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(zone, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function observance(atMs: number, from: number, to: number): string[] {
  const name = to > from ? "DAYLIGHT" : "STANDARD";
  // It begins at what the clocks showed before it.
  const start = compactInstant(fromMs(atMs + from)).slice(0, -1);
  return [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offsetText(from)}`,
    `TZOFFSETTO:${offsetText(to)}`,
    `END:${name}`,
  ];
}

/** The zone for everything between two instants. */
export function writeZone(
  zone: string,
  span: { readonly from: Instant; readonly to: Instant },
): string[] {
  const firstMs = toMs(span.from) - DAY_MS;
  const offset = zoneOffsetMs(zone, firstMs);
  const lines = observance(firstMs - offset, offset, offset);
  for (let ms = firstMs; ms < toMs(span.to); ms += STEP_MS) {
    const [from, to] = [zoneOffsetMs(zone, ms), zoneOffsetMs(zone, ms + STEP_MS)];
    if (from === to) continue;
    lines.push(...observance(findTurn(zone, { before: ms, after: ms + STEP_MS }), from, to));
  }
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...lines, "END:VTIMEZONE"];
}
