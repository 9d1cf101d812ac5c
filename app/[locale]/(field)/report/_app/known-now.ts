/** What this phone may still say that the public sees of a crossing: it may have heard that days ago. */
import type { HomeCrossing } from "#app/_client/outbox/field-home.ts";
import { silentAfter } from "#server/domain/silence.ts";
import type { Instant } from "#server/domain/time.ts";

/**
 * What grew stale after the server told it is unknown by now, with a line or without.
 * @param heardAt when the server told it, by its own clock
 * @param at now, by the server's clock
 */
export function knownNow(
  { condition, present, lastSeenAt, lastWordAt, expectedIntervalMinutes }: HomeCrossing,
  { heardAt, at }: { readonly heardAt: Instant; readonly at: Instant },
): Pick<HomeCrossing, "condition" | "present"> {
  const word = lastSeenAt ?? lastWordAt;
  // What an older edition kept has no interval: nothing can be said of its age.
  if (expectedIntervalMinutes === undefined) return { condition, present };
  const isStale = (then: Instant) => silentAfter(word, expectedIntervalMinutes, then) !== null;
  // Stale when it was told, it stood there for another reason: a planned closure with its end.
  return isStale(at) && !isStale(heardAt)
    ? { condition: "unknown", present: {} }
    : { condition, present };
}
