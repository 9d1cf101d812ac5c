import { describe, expect, test } from "vitest";
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { type CrossingMemory, NO_MEMORY } from "#server/domain/watch-memory.ts";
import { EMPTY_QUEUE, enqueue, takeMessage } from "#server/domain/watch-queue.ts";
import type { WatchRule } from "#server/domain/watch-rule.ts";
import { matchTime, type PlannedClosure } from "#server/domain/watch-time.ts";
import { USUAL_TIMING, type WatchTiming } from "#server/domain/watch-timing.ts";

const T0 = "2025-10-12T00:00:00.000Z";
const TRUCK = "PK-AF/truck";
const LANES = { direction: null, mode: null };
const at = (hours: number): Instant => addMs(T0, hours * HOUR_MS);

interface Seen {
  readonly hour: number;
  readonly memory?: Partial<CrossingMemory>;
  readonly planned?: readonly PlannedClosure[];
}

/** Looks at a gate whenever something is seen of it, and gives what is told in the end: [hour, words]. */
function tell(rule: WatchRule, timing: Partial<WatchTiming>, looks: readonly Seen[]) {
  const clock = { timing: { ...USUAL_TIMING, gatherMinutes: 0, ...timing }, zone: "UTC" };
  let memory = NO_MEMORY;
  let queue = EMPTY_QUEUE;
  const told: [number, string[]][] = [];
  for (const { hour, memory: seen = {}, planned = [] } of looks) {
    const look = { crossingId: "gate", at: at(hour), planned };
    const match = matchTime(rule, { ...memory, ...seen }, look);
    memory = match.memory;
    queue = enqueue(clock, queue, match);
    const taken = takeMessage(clock, queue, look.at);
    queue = taken.queue;
    if (taken.message !== null) {
      told.push([hour, taken.message.items.map(({ event }) => event.word.kind)]);
    }
  }
  return told;
}

const DIGEST = { digestHour: 7 };
const QUIET = { quiet: { fromHour: 22, toHour: 6, breakThroughLevel: null } };
const silence: WatchRule = { kind: "silence", hours: 24 };
const lasting: WatchRule = { kind: "closure_longer", hours: 24, ...LANES };
const planned: WatchRule = { kind: "planned", leadHours: 48, ...LANES };

const closed = (since: Instant, over: object = {}) => ({
  lanes: {
    [TRUCK]: { now: "closed", known: "closed", announced: "unknown", since, ...over } as const,
  },
});

describe("a silence that waits to be told", () => {
  test("is told when it lasts", () => {
    const looks = [{ hour: 0, memory: { lastWordAt: at(-23) } }, { hour: 2 }, { hour: 7 }];
    expect(tell(silence, DIGEST, looks)).toEqual([[7, ["silence"]]]);
  });

  test("is not told in a digest, nor after quiet hours, once somebody has said a word", () => {
    const looks = (hour: number) => [
      { hour: 0, memory: { lastWordAt: at(-23) } },
      { hour: 2 },
      { hour: 4, memory: { lastWordAt: at(4) } },
      { hour },
    ];
    expect(tell(silence, DIGEST, looks(7))).toEqual([]);
    expect(tell(silence, QUIET, looks(6))).toEqual([]);
  });

  test("is told anew after a word that is taken back", () => {
    const looks = [
      { hour: 2, memory: { lastWordAt: at(-23) } },
      { hour: 4, memory: { lastWordAt: at(4) } },
      { hour: 5, memory: { lastWordAt: at(-23) } },
      { hour: 7 },
    ];
    expect(tell(silence, DIGEST, looks)).toEqual([[7, ["silence"]]]);
  });
});

describe("a long closure that waits to be told", () => {
  test("is not told once the lane is open again", () => {
    const open = closed(at(4), { now: "open", known: "open" });
    const looks = (hour: number) => [
      { hour: 2, memory: closed(at(-23)) },
      { hour: 4, memory: open },
      { hour },
    ];
    expect(tell(lasting, DIGEST, looks(7))).toEqual([]);
    expect(tell(lasting, QUIET, looks(6))).toEqual([]);
  });

  test("is not told when the lane was open in between and has just closed again", () => {
    const looks = [
      { hour: 2, memory: closed(at(-23)) },
      { hour: 5, memory: closed(at(4)) },
      { hour: 7 },
    ];
    expect(tell(lasting, DIGEST, looks)).toEqual([]);
  });

  test("is told of a lane that was only lost from sight", () => {
    const looks = [
      { hour: 2, memory: closed(at(-23)) },
      { hour: 5, memory: closed(at(-23), { now: "unknown" }) },
      { hour: 7 },
    ];
    expect(tell(lasting, DIGEST, looks)).toEqual([[7, ["closure_longer"]]]);
  });
});

describe("a planned closure that waits to be told", () => {
  const plan = (hours: number): PlannedClosure => ({
    id: "plan",
    title: "Eid",
    party: "PK",
    lanes: [TRUCK],
    value: "closed",
    startsAt: at(4),
    endsAt: at(4 + hours),
  });

  test("is not told when it was called off, or is over", () => {
    const told = { hour: 0, planned: [plan(30)] };
    expect(tell(planned, DIGEST, [told, { hour: 7, planned: [plan(30)] }])).toHaveLength(1);
    expect(tell(planned, DIGEST, [told, { hour: 7 }])).toEqual([]);
    expect(tell(planned, QUIET, [told, { hour: 6 }])).toEqual([]);
    const short = [
      { hour: 0, planned: [plan(2)] },
      { hour: 7, planned: [plan(2)] },
    ];
    expect(tell(planned, DIGEST, short)).toEqual([]);
  });

  test("is looked for again when the next one is due", () => {
    const look = { crossingId: "gate", at: addMs(at(4), -49 * HOUR_MS), planned: [plan(30)] };
    const { nextAt, undone } = matchTime(planned, NO_MEMORY, look);
    expect(nextAt).toBe(addMs(at(4), -48 * HOUR_MS));
    expect(undone).toEqual([]);
    expect(addMs(look.at, 60 * MINUTE_MS)).toBe(nextAt);
  });
});
