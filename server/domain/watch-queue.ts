/**
 * What a watch has to tell and has not told yet. Events wait here until their time has come and become messages:
 *
 *   event -> gathered with what happens beside it -> damped if its like was told just now -> out of quiet hours
 *         -> below the cap -> message
 *
 * What must be true: the last event of each key is told in the end (unless something else came of it that nobody asked
 * for), at most `capPerHour` messages leave in any hour, and nothing is told before it happened. What was held back by
 * the cap is one message, which says so.
 */
import { addMs, earlierOf, HOUR_MS, type Instant, laterOf, MINUTE_MS } from "./time.ts";
import type { WatchEvent } from "./watch-event.ts";
import type { Match } from "./watch-match.ts";
import { afterQuiet, nextHourAt, type WatchTiming } from "./watch-timing.ts";

export interface Waiting {
  /** How things stand now. */
  readonly event: WatchEvent;
  /** How often they changed while this waited, the last change included. */
  readonly changes: number;
  /** Ids of the changes in whose place it stands, oldest first; of very many the newest. */
  readonly earlier: readonly string[];
  /** Not before. */
  readonly readyAt: Instant;
  /** The cap has held it back. */
  readonly isCapped: boolean;
}

/** A gate that flaps all night must not make a message that no receiver takes (20 kB). */
const MOST_EARLIER = 20;

export interface WatchQueue {
  /** In the order of each key's first event. */
  readonly waiting: readonly Waiting[];
  /** Until when what happens joins the next message. */
  readonly gatherUntil: Instant | null;
  /** When each key was told last, as long as that dampens it. */
  readonly toldAt: Readonly<Record<string, Instant>>;
  /** When the messages of the last hour left, oldest first. */
  readonly sentAt: readonly Instant[];
}

export const EMPTY_QUEUE: WatchQueue = { waiting: [], gatherUntil: null, toldAt: {}, sentAt: [] };

export interface WatchMessage {
  readonly at: Instant;
  /** In the order in which they came to be known; never empty. */
  readonly items: readonly Pick<Waiting, "event" | "changes" | "earlier">[];
  /** How many of them the cap had held back. */
  readonly heldBack: number;
}

/** A watch's timing on its owner's clock. */
export interface Clockwork {
  readonly timing: WatchTiming;
  /** IANA. */
  readonly zone: string;
}

const breaksThrough = ({ quiet }: WatchTiming, { level }: WatchEvent): boolean =>
  quiet?.breakThroughLevel != null && level >= quiet.breakThroughLevel;

/** `at`, or when the quiet hours that it lies in are over, unless the event breaks through them. */
function outOfQuiet({ timing, zone }: Clockwork, event: WatchEvent, at: Instant): Instant {
  return breaksThrough(timing, event) ? at : afterQuiet(at, timing.quiet, zone);
}

function readyAt(clock: Clockwork, queue: WatchQueue, event: WatchEvent): Instant {
  const { timing, zone } = clock;
  // What happens on the stroke of the hour is in the next day's digest: that hour's has left.
  if (timing.digestHour !== null) return nextHourAt(addMs(event.at, 1), timing.digestHour, zone);
  const gathered = queue.gatherUntil ?? event.at;
  const toldAt = queue.toldAt[event.key];
  const damped = toldAt === undefined ? gathered : addMs(toldAt, timing.dampMinutes * MINUTE_MS);
  return outOfQuiet(clock, event, laterOf(gathered, damped));
}

function takeIn(clock: Clockwork, queue: WatchQueue, event: WatchEvent): WatchQueue {
  const before = queue.waiting.find((one) => one.event.key === event.key);
  if (before !== undefined) {
    const isUrgent =
      breaksThrough(clock.timing, event) && !breaksThrough(clock.timing, before.event);
    const ready = isUrgent ? readyAt(clock, queue, event) : before.readyAt;
    const after: Waiting = {
      event,
      changes: before.changes + 1,
      earlier: [
        ...before.earlier,
        ...(before.event.changeId === null ? [] : [before.event.changeId]),
      ].slice(-MOST_EARLIER),
      readyAt: earlierOf(ready, before.readyAt),
      isCapped: before.isCapped,
    };
    return { ...queue, waiting: queue.waiting.map((one) => (one === before ? after : one)) };
  }
  const { gatherUntil } = queue;
  const isOpen = gatherUntil !== null && gatherUntil >= event.at;
  const opened = addMs(event.at, clock.timing.gatherMinutes * MINUTE_MS);
  const gathering = { ...queue, gatherUntil: isOpen ? gatherUntil : opened };
  const waiting: Waiting = {
    event,
    changes: 1,
    earlier: [],
    readyAt: readyAt(clock, gathering, event),
    isCapped: false,
  };
  return { ...gathering, waiting: [...queue.waiting, waiting] };
}

/** The queue with what was matched, in order. */
export function enqueue(
  clock: Clockwork,
  queue: WatchQueue,
  { events, undone }: Pick<Match, "events" | "undone">,
): WatchQueue {
  const standing = queue.waiting.filter(({ event }) => !undone.includes(event.key));
  return events.reduce<WatchQueue>((so, event) => takeIn(clock, so, event), {
    ...queue,
    waiting: standing,
  });
}

const recent = (sentAt: readonly Instant[], at: Instant): readonly Instant[] =>
  sentAt.filter((sent) => sent > addMs(at, -HOUR_MS));

function firstReady(waiting: readonly Waiting[]): Instant | null {
  return waiting.reduce<Instant | null>(
    (first, one) => (first === null || one.readyAt < first ? one.readyAt : first),
    null,
  );
}

interface Taken {
  readonly message: WatchMessage | null;
  readonly queue: WatchQueue;
  /** When to ask again; null: not before something happens. */
  readonly nextAt: Instant | null;
}

/** The message that is due at `at`, if any, and the queue without it. */
export function takeMessage(clock: Clockwork, queue: WatchQueue, at: Instant): Taken {
  const { timing } = clock;
  // Whoever asks late, or was held up by the cap, may have come into quiet hours.
  const settled = queue.waiting.map((one) =>
    one.readyAt > at ? one : { ...one, readyAt: outOfQuiet(clock, one.event, at) },
  );
  const ready = settled.filter((one) => one.readyAt <= at);
  const sentAt = recent(queue.sentAt, at);
  if (ready.length === 0) {
    return {
      message: null,
      queue: { ...queue, waiting: settled, sentAt },
      nextAt: firstReady(settled),
    };
  }
  const oldest = sentAt[sentAt.length - timing.capPerHour];
  if (oldest !== undefined) {
    const waiting = settled.map((one) => (one.readyAt <= at ? { ...one, isCapped: true } : one));
    return {
      message: null,
      queue: { ...queue, waiting, sentAt },
      nextAt: addMs(oldest, HOUR_MS),
    };
  }
  const items = ready
    .map(({ event, changes, earlier }) => ({ event, changes, earlier }))
    .sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : 0));
  const waiting = settled.filter((one) => one.readyAt > at);
  const dampedAfter = addMs(at, -timing.dampMinutes * MINUTE_MS);
  const stillDamped = Object.entries(queue.toldAt).filter(([, told]) => told > dampedAfter);
  const toldNow = items.map(({ event }) => [event.key, at] as const);
  return {
    message: { at, items, heldBack: ready.filter((one) => one.isCapped).length },
    queue: {
      waiting,
      gatherUntil: null,
      toldAt: Object.fromEntries([...stillDamped, ...toldNow]),
      sentAt: [...sentAt, at],
    },
    nextAt: firstReady(waiting),
  };
}
