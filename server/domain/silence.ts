/**
 * Silence: nobody has said for too long what they see at a crossing. It is an event of its own, told once: it begins
 * when the newest word of what was seen becomes stale, and ends with the next such word. An announcement, which goes
 * into force by itself, neither ends nor begins a silence.
 */
import { freshnessAt, isCurrent } from "./freshness.ts";
import type { CrossingStatus } from "./status.ts";
import type { Instant } from "./time.ts";

/** The newest word of what was seen on any lane; null: nothing was ever seen. */
export function lastSeenWordAt({ lanes }: Pick<CrossingStatus, "lanes">): Instant | null {
  return lanes.reduce<Instant | null>((last, { observed: { lastWordAt } }) => {
    if (lastWordAt === null) return last;
    return last === null || lastWordAt > last ? lastWordAt : last;
  }, null);
}

/** `word` when it is so old at `at` that the crossing is silent since; null when it is not, or there was none. */
export function silentAfter(
  word: Instant | null,
  expectedIntervalMinutes: number,
  at: Instant,
): Instant | null {
  const isHeard = word === null || isCurrent(freshnessAt(word, expectedIntervalMinutes, at));
  return isHeard ? null : word;
}

/** The word after which the crossing has been silent at `status.at`; null when it is not silent, or never spoke. */
export function silentSince(
  status: Pick<CrossingStatus, "lanes" | "expectedIntervalMinutes" | "at">,
): Instant | null {
  return silentAfter(lastSeenWordAt(status), status.expectedIntervalMinutes, status.at);
}
