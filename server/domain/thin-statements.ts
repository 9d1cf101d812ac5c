/**
 * A gate that is reported each hour has thousands of statements that say the same, and what follows from them is found by
 * looking through all of them at each of their instants. In hindsight the middle ones of a run of plain words say nothing that
 * the first and the last do not: between two of them the state stands on record (rule 7).
 *
 * A statement is left out only where that is certain: it and both of its neighbours say the same and nothing else, and nothing
 * of any other kind, on either track, begins, ends or was said from the one neighbour to the other. Where
 * exceptions may lapse nothing is left out: whether they have is asked again at each word.
 */
import { TRACKS, type Track } from "./claim.ts";
import type { LaneId } from "./crossing.ts";
import type { LaneStatement, StatementsByLane } from "./lane-statement.ts";
import type { LaneTracks } from "./lane-timeline.ts";
import { addMs, type Instant, MINUTE_MS } from "./time.ts";

/** A word for here and now, until the next one. */
const isPlain = (s: LaneStatement): boolean =>
  s.isUntilNext &&
  s.startAt === s.observedAt &&
  s.startAt === s.possibleFromAt &&
  s.startAt !== s.endAt &&
  s.documentedUntilAt === null &&
  s.exceptions.length === 0 &&
  s.conditions.length === 0;

const saysTheSame = (a: LaneStatement, b: LaneStatement): boolean =>
  isPlain(a) &&
  isPlain(b) &&
  a.value === b.value &&
  a.endAt === b.endAt &&
  a.possibleUntilAt === b.possibleUntilAt;

const instantsOf = (s: LaneStatement): (Instant | null)[] => [
  s.startAt,
  s.observedAt,
  s.possibleFromAt,
  s.possibleUntilAt,
  s.endAt,
  s.lastSaidAt,
  s.documentedUntilAt,
];

/** Everything that happens beside the plain words of one track, in order. */
function otherInstants(tracks: LaneTracks, track: Track): Instant[] {
  const others = TRACKS.flatMap((one) =>
    one === track ? tracks[one].filter((s) => !isPlain(s)) : tracks[one],
  );
  return others
    .flatMap(instantsOf)
    .filter((at) => at !== null)
    .sort();
}

/** Whether one of `instants`, in order, lies in `[from, to]`. */
function hasAny(instants: readonly Instant[], from: Instant, to: Instant): boolean {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] ?? to) < from) low = middle + 1;
    else high = middle;
  }
  const first = instants[low];
  return first !== undefined && first <= to;
}

/** Breakpoints that come of a word lie up to so many intervals after it; see freshness.ts. */
const LAPSE_INTERVALS = 4;

/**
 * From when on the exceptions of some lane may lapse between two of its statements: after its last one, or where hindsight
 * ends. They are asked again at each word of any lane from then on.
 */
function lapsesFrom(
  statements: StatementsByLane,
  { now, intervalMinutes }: ThinOptions,
): Instant | null {
  const lasts = [...statements.values()]
    .filter(({ observed }) => observed.some((s) => s.exceptions.length > 0))
    .map(({ observed }) => observed[0]?.startAt ?? now);
  if (lasts.length === 0) return null;
  const [first = now] = [...lasts, now].sort();
  return addMs(first, -LAPSE_INTERVALS * intervalMinutes * MINUTE_MS);
}

export interface ThinOptions {
  /** Nothing at or after it is hindsight, and every word up to it counts. */
  readonly now: Instant;
  readonly intervalMinutes: number;
}

export interface ThinTracks extends LaneTracks {
  /** When it was seen open once more, of what is left out; oldest first. */
  readonly seenOpenAt: readonly Instant[];
}

/**
 * The statements of a crossing without those that change no state in hindsight. Input is not changed.
 */
export function thinStatements(
  statements: StatementsByLane,
  options: ThinOptions,
): ReadonlyMap<LaneId, ThinTracks> {
  const untilAt = lapsesFrom(statements, options) ?? options.now;
  const thin = (tracks: LaneTracks, track: Track): readonly LaneStatement[] => {
    const all = tracks[track];
    const others = otherInstants(tracks, track);
    // A closure said again by who gave its exceptions takes them back; said by another it does not.
    const excepting = new Set(
      all.filter((s) => s.exceptions.length > 0).map(({ source }) => source.id),
    );
    return all.filter((statement, i) => {
      const [next, before] = [all[i - 1], all[i + 1]];
      if (next === undefined || before === undefined || next.startAt >= untilAt) return true;
      return !(
        saysTheSame(before, statement) &&
        saysTheSame(statement, next) &&
        before.startAt < statement.startAt &&
        statement.startAt < next.startAt &&
        !excepting.has(statement.source.id) &&
        !hasAny(others, before.startAt, next.startAt)
      );
    });
  };
  return new Map(
    [...statements].map(([lane, tracks]): [LaneId, ThinTracks] => {
      const observed = thin(tracks, "observed");
      const kept = new Set(observed);
      const seenOpenAt = tracks.observed
        .filter((s) => s.value === "open" && !kept.has(s))
        .map(({ startAt }) => startAt)
        .reverse();
      return [lane, { announced: thin(tracks, "announced"), observed, seenOpenAt }];
    }),
  );
}
