/** One port of CBP's answer as reports: a report for each time at which its lanes were last updated. */
import type { CountryCode, LaneId, Mode } from "#server/domain/crossing.ts";
import { laneId } from "#server/domain/crossing.ts";
import type { FeedFlag, FeedReading, PlaceReport } from "#server/domain/feed.ts";
import type { ReportInput } from "#server/domain/report-input.ts";
import { fromMs, HOUR_MS, type Instant, toMs } from "#server/domain/time.ts";
import { wallInstant } from "#server/domain/wall-time.ts";
import type { BwtPort } from "./bwt-schema.ts";
import { placeClock, readClock, readPortClock, zoneOfWord } from "./clock-words.ts";
import { findPort } from "./ports.ts";
import { type ModeWord, readMode } from "./read-lane.ts";

const MODE_KEYS = [
  ["commercial_vehicle_lanes", "truck"],
  ["passenger_vehicle_lanes", "passenger"],
  ["pedestrian_lanes", "pedestrian"],
] as const;

/** The neighbour on whose border the port lies; null: a border that is none of the two. */
export function neighbourOf({ border }: BwtPort): CountryCode | null {
  if (/canad/i.test(border)) return "CA";
  return /mexic/i.test(border) ? "MX" : null;
}

interface ModeReading {
  readonly mode: Mode;
  readonly word: ModeWord;
}

const MAX_FLAG_TEXT = 160;

function readModes(port: BwtPort, flags: FeedFlag[]): ModeReading[] {
  const isShut = /^closed$/i.test(port.port_status);
  return MODE_KEYS.map(([key, mode]) => {
    const word = readMode(port[key], (kind, text) =>
      flags.push({
        place: port.port_number,
        kind,
        text: `${mode}: ${text}`.slice(0, MAX_FLAG_TEXT),
      }),
    );
    if (!isShut || !word.exists) return { mode, word };
    if (word.state === "open" || word.state === "restricted") {
      const text = `${mode}: port_status "${port.port_status}", but lanes run`;
      flags.push({ place: port.port_number, kind: "contradiction", text });
      return { mode, word: { ...word, state: null, wait: null } };
    }
    return { mode, word: { ...word, state: "closed" } };
  });
}

/** The modes that the port has, by what the feed says exists. */
export function portModes(port: BwtPort): Mode[] {
  return readModes(port, []).flatMap(({ mode, word }) => (word.exists ? [mode] : []));
}

/** The zone of the port's clocks: from the table, else from the zone words of its lanes; null: nobody says. */
export function portZone(port: BwtPort): string | null {
  const known = findPort(port.port_number);
  if (known !== null) return known.zone;
  for (const [key] of MODE_KEYS) {
    const group = port[key];
    for (const lane of [
      group?.standard_lanes,
      group?.ready_lanes,
      group?.fast_lanes,
      group?.nexus_sentri_lanes,
    ]) {
      const zone = zoneOfWord(readClock(lane?.updateTime ?? "")?.zoneWord ?? null);
      if (zone !== null) return zone;
    }
  }
  return null;
}

function claimsOf({ mode, word }: ModeReading, neighbour: CountryCode): ReportInput["claims"] {
  // People are timed on their way into the United States; nothing is said of the other direction.
  const lane: LaneId = laneId(neighbour, "US", mode);
  const { state, only, wait } = word;
  if (state === null) return [];
  const conditions = only.length === 0 ? [] : [`${only.join(" and ")} lanes only`];
  return [
    { kind: "state", lanes: [lane], value: state, track: "observed", exceptions: [], conditions },
    ...(wait === null
      ? []
      : [
          {
            kind: "count" as const,
            metric: "wait_minutes" as const,
            lane,
            low: wait.low,
            high: wait.high,
            basis: "estimated" as const,
            what: `${word.waitOf} lanes, into the United States`,
          },
        ]),
  ];
}

/**
 * @param now when the answer came; used only where the port does not say its own day
 */
export function readPort(port: BwtPort, now: Instant): FeedReading {
  const flags: FeedFlag[] = [];
  const place = port.port_number;
  const neighbour = neighbourOf(port);
  if (neighbour === null) {
    return {
      reports: [],
      flags: [{ place, kind: "unknown_word", text: `border "${port.border}"` }],
    };
  }
  const said = readModes(port, flags).filter(({ word }) => word.state !== null);
  if (said.length === 0) return { reports: [], flags };
  const zone = portZone(port);
  const clock = readPortClock(port.date, port.time);
  const timeOf = (text: string): Instant | null => {
    if (text === "") return null;
    const read = readClock(text);
    if (read === null || zone === null) {
      flags.push({ place, kind: "no_time", text: text.slice(0, MAX_FLAG_TEXT) });
      return null;
    }
    const { at, isOffWord } = placeClock(read, { port: clock, zone, now });
    if (isOffWord) flags.push({ place, kind: "zone_word", text: `${text}, in ${zone}` });
    return at;
  };
  const timed = said.map((reading) => ({
    reading,
    at: reading.word.updateTimes.map(timeOf).reduce(newestOf, null),
  }));
  // Lanes that are shut carry no time of their own: the port's newest counts for them, or else its clock, by the hour,
  // because that clock is the answer's and moves with each.
  const newest = timed.map(({ at }) => at).reduce(newestOf, null);
  const answered = clock === null || zone === null ? null : hourOf(wallInstant(clock, zone));
  const reports = new Map<Instant, PlaceReport>();
  for (const { reading, at } of timed) {
    const isShut = reading.word.updateTimes.length === 0;
    const observedAt = at ?? (isShut ? (newest ?? answered) : null);
    if (observedAt === null) {
      if (isShut) flags.push({ place, kind: "no_time", text: `${port.date} ${port.time}` });
      continue;
    }
    const claims = [...(reports.get(observedAt)?.claims ?? []), ...claimsOf(reading, neighbour)];
    reports.set(observedAt, { place, observedAt, claims, note: noteOf(port, said) });
  }
  return { reports: [...reports.values()], flags };
}

const newestOf = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || (b !== null && b > a) ? b : a;

const hourOf = (at: Instant): Instant => fromMs(Math.floor(toMs(at) / HOUR_MS) * HOUR_MS);

/** The source's own words for its times, which were read as instants. */
function noteOf(port: BwtPort, said: readonly ModeReading[]): string {
  const times = said.flatMap(({ mode, word }) => word.updateTimes.map((text) => `${mode} ${text}`));
  return [`${port.port_name} ${port.crossing_name}`.trim(), ...times].join("; ").slice(0, 500);
}
