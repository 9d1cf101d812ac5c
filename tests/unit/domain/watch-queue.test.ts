import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, HOUR_MS, type Instant, MINUTE_MS, msBetween } from "#server/domain/time.ts";
import type { WatchEvent } from "#server/domain/watch-event.ts";
import {
  type Clockwork,
  EMPTY_QUEUE,
  enqueue,
  takeMessage,
  type WatchMessage,
} from "#server/domain/watch-queue.ts";
import { USUAL_TIMING, type WatchTiming } from "#server/domain/watch-timing.ts";

const T0 = "2025-10-11T19:00:00.000Z";
const clock = (timing: Partial<WatchTiming>, zone = "Asia/Karachi"): Clockwork => ({
  timing: { ...USUAL_TIMING, gatherMinutes: 0, ...timing },
  zone,
});

const event = (over: Partial<WatchEvent> & { to?: string; minute?: number } = {}): WatchEvent => {
  const at = addMs(T0, (over.minute ?? 0) * MINUTE_MS);
  const word = { kind: "level", from: 0, to: Number(over.to ?? 0) } as const;
  const { minute: _minute, to: _to, ...rest } = over;
  const base = { key: "torkham level", crossingId: "torkham", changeId: null, level: 0 };
  return { ...base, at, observedAt: at, word, ...rest };
};

/** What happens: something to tell, or that what waits of a key is no longer so. */
type Happening = WatchEvent | { readonly at: Instant; readonly undone: string };

/** Tells events as they come, asking whenever the queue wants to be asked. */
function run(clockwork: Clockwork, events: readonly Happening[], hours = 2_000): WatchMessage[] {
  const messages: WatchMessage[] = [];
  let queue = EMPTY_QUEUE;
  let next = 0;
  let at: Instant | null = events[0]?.at ?? null;
  const end = addMs(T0, hours * HOUR_MS);
  while (at !== null && at <= end) {
    for (let due = events[next]; due !== undefined && due.at <= at; due = events[next]) {
      const match =
        "undone" in due ? { events: [], undone: [due.undone] } : { events: [due], undone: [] };
      queue = enqueue(clockwork, queue, match);
      next += 1;
    }
    const taken = takeMessage(clockwork, queue, at);
    queue = taken.queue;
    if (taken.message !== null) messages.push(taken.message);
    const later = [taken.nextAt, events[next]?.at].filter((one) => one != null).sort();
    at = later[0] ?? null;
  }
  return messages;
}

const levels = ({ items }: WatchMessage) =>
  items.map((item) => (item.event.word.kind === "level" ? item.event.word.to : null));

describe("what waits to be told", () => {
  test("is told at once when nothing holds it", () => {
    const [message] = run(clock({}), [event({ to: "3" })]);
    expect(message?.at).toBe(T0);
    expect(message?.items).toHaveLength(1);
  });

  test("is one message when gates shut within minutes of each other", () => {
    const messages = run(clock({ gatherMinutes: 5 }), [
      event({ key: "torkham PK-AF/truck" }),
      event({ key: "chaman PK-AF/truck", crossingId: "chaman", minute: 4 }),
      event({ key: "kharlachi PK-AF/truck", crossingId: "kharlachi", minute: 9 }),
    ]);
    expect(messages.map(({ items }) => items.length)).toEqual([2, 1]);
    expect(messages[0]?.at).toBe(addMs(T0, 5 * MINUTE_MS));
  });

  test("is damped while it flaps, and told as it has become when that is over", () => {
    const flaps = [0, 3, 6, 9, 12].map((minute, i) =>
      event({ minute, to: String(i % 2), changeId: `change ${i}` }),
    );
    const messages = run(clock({ dampMinutes: 30 }), flaps);
    expect(messages.map(levels)).toEqual([[0], [0]]);
    expect(messages[1]?.at).toBe(addMs(T0, 30 * MINUTE_MS));
    expect(messages[1]?.items[0]?.changes).toBe(4);
    // Whoever catches up by the ids of changes finds those too in whose place it stands.
    expect(messages[1]?.items[0]?.earlier).toEqual(["change 1", "change 2", "change 3"]);
  });

  test("keeps quiet at night unless it is bad enough", () => {
    const quiet = { fromHour: 22, toHour: 6, breakThroughLevel: 3 };
    // Midnight in Karachi.
    const night = run(clock({ quiet }), [event({ level: 2 })]);
    expect(night[0]?.at).toBe("2025-10-12T01:00:00.000Z");
    expect(run(clock({ quiet }), [event({ level: 3 })])[0]?.at).toBe(T0);
  });

  test("breaks through when it gets worse while it waits", () => {
    const quiet = { fromHour: 22, toHour: 6, breakThroughLevel: 3 };
    const worse = [event({ level: 2 }), event({ level: 4, minute: 30, to: "4" })];
    const messages = run(clock({ quiet }), worse);
    expect(messages.map(({ at }) => at)).toEqual([addMs(T0, 30 * MINUTE_MS)]);
  });

  test("comes in a digest at its hour, on both sides of a change of the clock", () => {
    // Berlin leaves summer time on 26 October 2025 at 01:00 UTC.
    const digest = clock({ digestHour: 7 }, "Europe/Berlin");
    const at = (instant: Instant) => ({ at: instant, observedAt: instant });
    const messages = run(digest, [
      event({ ...at("2025-10-25T03:00:00.000Z") }),
      event({ ...at("2025-10-25T05:00:00.000Z"), key: "on the stroke" }),
      event({ ...at("2025-10-26T06:30:00.000Z"), key: "later" }),
    ]);
    expect(messages.map((one) => one.at)).toEqual([
      "2025-10-25T05:00:00.000Z",
      "2025-10-26T06:00:00.000Z",
      "2025-10-27T06:00:00.000Z",
    ]);
  });

  test("is held back by the cap and then told once, saying so", () => {
    const many = Array.from({ length: 9 }, (_, i) => event({ minute: i * 4, key: `gate ${i}` }));
    const messages = run(clock({ capPerHour: 2 }), many);
    expect(messages.map(({ items }) => items.length)).toEqual([1, 1, 7]);
    expect(messages.map(({ heldBack }) => heldBack)).toEqual([0, 0, 7]);
    expect(messages[2]?.at).toBe(addMs(T0, 60 * MINUTE_MS));
  });

  test("is not told when it is no longer so", () => {
    const waiting = enqueue(clock({ gatherMinutes: 5 }), EMPTY_QUEUE, {
      events: [event()],
      undone: [],
    });
    const undone = enqueue(clock({ gatherMinutes: 5 }), waiting, {
      events: [],
      undone: ["torkham level"],
    });
    expect(undone.waiting).toEqual([]);
  });
});

const anyTiming = fc.record({
  digestHour: fc.option(fc.integer({ min: 0, max: 23 })),
  quiet: fc.option(
    fc.record({
      fromHour: fc.integer({ min: 0, max: 11 }),
      toHour: fc.integer({ min: 12, max: 23 }),
      breakThroughLevel: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
  ),
  gatherMinutes: fc.integer({ min: 0, max: 60 }),
  dampMinutes: fc.integer({ min: 0, max: 360 }),
  capPerHour: fc.integer({ min: 1, max: 5 }),
});
const anyEvents = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 3_000 }),
      gate: fc.integer({ min: 0, max: 3 }),
      level: fc.integer({ min: 0, max: 4 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((some) =>
    some
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, gate, level }, i) =>
        event({ minute, level, key: `gate ${gate}`, to: String(i) }),
      ),
  );
/** Of some, the next thing that happens to them is that they are over. */
const anyHappenings = fc
  .tuple(anyEvents, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }))
  .map(([events, areOver]) =>
    events.map(
      (one, i): Happening => (areOver[i] === true ? { at: one.at, undone: one.key } : one),
    ),
  );
const anyZone = fc.constantFrom("Asia/Karachi", "Asia/Kabul", "Europe/Berlin", "America/New_York");

describe("whatever happens", () => {
  test("no hour has more messages than the cap", () => {
    fc.assert(
      fc.property(anyTiming, anyEvents, anyZone, (timing, events, zone) => {
        const messages = run(clock(timing, zone), events);
        for (const { at } of messages) {
          const within = messages.filter((m) => m.at <= at && msBetween(m.at, at) < HOUR_MS);
          expect(within.length).toBeLessThanOrEqual(timing.capPerHour);
        }
      }),
    );
  });

  test("the last state of everything is told, and nothing twice or before it happened", () => {
    fc.assert(
      fc.property(anyTiming, anyEvents, anyZone, (timing, events, zone) => {
        const messages = run(clock(timing, zone), events);
        const told = messages.flatMap(({ items }) => items.map((item) => item.event));
        for (const key of new Set(events.map((one) => one.key))) {
          const last = events.findLast((one) => one.key === key);
          expect(told.findLast((one) => one.key === key)).toEqual(last);
        }
        expect(new Set(told).size).toBe(told.length);
        const counted = messages.flatMap(({ items }) => items.map((item) => item.changes));
        expect(counted.reduce((sum, n) => sum + n, 0)).toBe(events.length);
        for (const { at, items } of messages) {
          for (const item of items) expect(item.event.at <= at).toBe(true);
        }
      }),
    );
  });

  test("what is over is not told any more, and what came after it is", () => {
    fc.assert(
      fc.property(anyTiming, anyHappenings, anyZone, (timing, happenings, zone) => {
        const messages = run(clock(timing, zone), happenings);
        const keyOf = (one: Happening) => ("undone" in one ? one.undone : one.key);
        const told = messages.flatMap(({ at, items }) => items.map(({ event }) => ({ at, event })));
        for (const { at, event } of told) {
          const after = happenings.slice(happenings.indexOf(event) + 1);
          const isOver = after.some(
            (one) => "undone" in one && one.undone === event.key && one.at <= at,
          );
          expect(isOver).toBe(false);
        }
        for (const key of new Set(happenings.map(keyOf))) {
          const last = happenings.findLast((one) => keyOf(one) === key);
          if (last === undefined || "undone" in last) continue;
          expect(told.findLast(({ event }) => event.key === key)?.event).toEqual(last);
        }
      }),
    );
  });

  test("messages and what is in each are in order", () => {
    fc.assert(
      fc.property(anyTiming, anyEvents, anyZone, (timing, events, zone) => {
        const messages = run(clock(timing, zone), events);
        const sent = messages.map(({ at }) => at);
        expect(sent).toEqual([...sent].sort());
        for (const { items } of messages) {
          const known = items.map((item) => item.event.at);
          expect(known).toEqual([...known].sort());
        }
      }),
    );
  });
});
