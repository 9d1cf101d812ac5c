/**
 * Times as CBP writes them: "At 10:00 am EDT", "At Noon CST", "At Midnight PDT"; no day, and a zone that is a word.
 *
 * The day is that of the port's own `date` and `time`, or the day before: an update lies before the answer. The zone
 * word decides where a clock shows an hour twice; where it contradicts the port's calendar ("EST" in July), the port's
 * clock counts, because the words are typed by people and the clock hangs on the wall.
 */
import {
  DAY_MS,
  fromMs,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  zoneOffsetMs,
} from "#server/domain/time.ts";
import { type WallTime, wallInstant, wallTime } from "#server/domain/wall-time.ts";

/** Hours from UTC, and a place whose calendar the zone's family keeps. */
const ZONE_WORDS: Readonly<Record<string, { readonly hours: number; readonly zone: string }>> = {
  AST: { hours: -4, zone: "America/Halifax" },
  ADT: { hours: -3, zone: "America/Halifax" },
  EST: { hours: -5, zone: "America/New_York" },
  EDT: { hours: -4, zone: "America/New_York" },
  CST: { hours: -6, zone: "America/Chicago" },
  CDT: { hours: -5, zone: "America/Chicago" },
  MST: { hours: -7, zone: "America/Denver" },
  MDT: { hours: -6, zone: "America/Denver" },
  PST: { hours: -8, zone: "America/Los_Angeles" },
  PDT: { hours: -7, zone: "America/Los_Angeles" },
  AKST: { hours: -9, zone: "America/Anchorage" },
  AKDT: { hours: -8, zone: "America/Anchorage" },
};

export interface ClockText {
  readonly ofDayMs: number;
  /** As written, in capitals; null: none. */
  readonly zoneWord: string | null;
}

const NAMED = /^(?:at )?(noon|midnight)(?: ([a-z]{2,5}))?$/i;
const CLOCK = /^(?:at )?(\d{1,2})(?::(\d\d))? ?([ap])\.?m\.?(?: ([a-z]{2,5}))?$/i;

/** null: it is no time, and nothing is guessed. */
export function readClock(text: string): ClockText | null {
  const plain = text.trim().replace(/\s+/g, " ");
  const named = NAMED.exec(plain);
  if (named !== null) {
    const ofDayMs = named[1]?.toLowerCase() === "noon" ? 12 * HOUR_MS : 0;
    return { ofDayMs, zoneWord: named[2]?.toUpperCase() ?? null };
  }
  const found = CLOCK.exec(plain);
  if (found === null) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (hour < 1 || hour > 12 || minute > 59) return null;
  // Twelve is the first hour of its half.
  const half = found[3]?.toLowerCase() === "p" ? 12 : 0;
  const ofDayMs = ((hour % 12) + half) * HOUR_MS + minute * MINUTE_MS;
  return { ofDayMs, zoneWord: found[4]?.toUpperCase() ?? null };
}

/** The zone whose calendar a zone word's family keeps; null: no such word. */
export const zoneOfWord = (word: string | null): string | null =>
  word !== null && Object.hasOwn(ZONE_WORDS, word) ? (ZONE_WORDS[word]?.zone ?? null) : null;

/** The port's `date` (M/D/YYYY) and `time` (HH:MM:SS) as its wall shows them; null: they are no date and time. */
export function readPortClock(date: string, time: string): WallTime | null {
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date);
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(time);
  if (day === null || clock === null) return null;
  const [month = 0, ofMonth = 0, year = 0] = day.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, ofMonth);
  const rolled = new Date(ms);
  if (rolled.getUTCDate() !== ofMonth || rolled.getUTCMonth() !== month - 1) return null;
  const [hour = 0, minute = 0, second = 0] = clock.slice(1).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { day: ms / DAY_MS, ofDayMs: hour * HOUR_MS + minute * MINUTE_MS + second * 1_000 };
}

export interface Placed {
  readonly at: Instant;
  /** The zone word does not fit the place or the season, or is none that is known. */
  readonly isOffWord: boolean;
}

function place(wall: WallTime, zone: string, zoneWord: string | null): Placed {
  const byWall = wallInstant(wall, zone);
  if (zoneWord === null) return { at: byWall, isOffWord: false };
  const hours = Object.hasOwn(ZONE_WORDS, zoneWord) ? ZONE_WORDS[zoneWord]?.hours : undefined;
  if (hours === undefined) return { at: byWall, isOffWord: true };
  const literalMs = wall.day * DAY_MS + wall.ofDayMs - hours * HOUR_MS;
  const fits = zoneOffsetMs(zone, literalMs) === hours * HOUR_MS;
  return fits ? { at: fromMs(literalMs), isOffWord: false } : { at: byWall, isOffWord: true };
}

/** How far an update may lie after the answer that tells of it: clocks of two machines. */
const SLACK_MS = 15 * MINUTE_MS;

/**
 * When an update was made: the last time before the answer at which that clock showed it.
 * @param port the answer's own day and time there; null: it had none, and `now` stands for it
 */
export function placeClock(
  clock: ClockText,
  {
    port,
    zone,
    now,
  }: { readonly port: WallTime | null; readonly zone: string; readonly now: Instant },
): Placed {
  const answered = port ?? wallTime(now, zone);
  // By what the wall shows: in the hour that it shows twice, instants would put a later update a day back.
  const isOfToday = clock.ofDayMs <= answered.ofDayMs + SLACK_MS;
  const day = isOfToday ? answered.day : answered.day - 1;
  return place({ day, ofDayMs: clock.ofDayMs }, zone, clock.zoneWord);
}
