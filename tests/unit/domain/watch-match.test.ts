import { describe, expect, test } from "vitest";
import type { ChangeDetail } from "#server/domain/change.ts";
import type { State } from "#server/domain/claim.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import { matchChange } from "#server/domain/watch-match.ts";
import { type CrossingMemory, NO_MEMORY } from "#server/domain/watch-memory.ts";
import { STATE_EVENTS, type StateEvent, type WatchRule } from "#server/domain/watch-rule.ts";
import { matchTime, type PlannedClosure } from "#server/domain/watch-time.ts";

const T0 = "2025-10-12T00:00:00.000Z";
const TRUCK = "PK-AF/truck";

const states = (on: readonly StateEvent[] = STATE_EVENTS): WatchRule => ({
  kind: "state",
  on: [...on],
  direction: null,
  mode: null,
});

const lane = (from: State, to: State, over: { basis?: "announced" } = {}): ChangeDetail => ({
  kind: "lane",
  lane: TRUCK,
  from,
  to,
  ...over,
});

/** Changes an hour apart, and what each told. */
function tell(rule: WatchRule, changes: readonly ChangeDetail[][], before = NO_MEMORY) {
  let memory: CrossingMemory = before;
  const told: unknown[] = [];
  const undone: string[] = [];
  for (const [i, details] of changes.entries()) {
    const at = addMs(T0, i * HOUR_MS);
    const change = { id: `${i}`, crossingId: "gate", sequence: i + 1, at, observedAt: at, details };
    const match = matchChange(rule, memory, change);
    expect(matchChange(rule, match.memory, change).events).toEqual([]);
    memory = match.memory;
    undone.push(...match.undone);
    for (const { word } of match.events) {
      told.push(word.kind === "lane" || word.kind === "exception" ? word.event : word);
    }
  }
  return { told, undone, memory };
}

describe("a rule about lanes", () => {
  test("tells a closure, and the first movement after it apart from a lane that opens", () => {
    const { told } = tell(states(), [
      [lane("unknown", "restricted")],
      [lane("restricted", "open")],
      [lane("open", "closed")],
      [lane("closed", "restricted")],
      [lane("restricted", "open")],
    ]);
    expect(told).toEqual(["restricted", "opened", "closed", "first_movement", "opened"]);
  });

  test("keeps an announced reopening apart from a first movement", () => {
    const announced: ChangeDetail = {
      kind: "announcement",
      lane: TRUCK,
      from: "closed",
      to: "open",
    };
    const changes = [[lane("open", "closed")], [announced], [lane("closed", "open")]];
    expect(tell(states(["announced_reopening"]), changes).told).toEqual(["announced_reopening"]);
    expect(tell(states(["first_movement"]), changes).told).toEqual(["first_movement"]);
  });

  test("takes a lane that is only said to be restricted for announced, not for moving", () => {
    const { told } = tell(states(), [
      [lane("open", "closed")],
      [lane("closed", "unknown")],
      [lane("unknown", "restricted", { basis: "announced" })],
      [lane("restricted", "open")],
    ]);
    expect(told).toEqual(["closed", "unknown", "announced_reopening", "first_movement"]);
  });

  test("sees a reopening across the time in which nobody knew, and no second closure", () => {
    const changes = [
      [lane("open", "closed")],
      [lane("closed", "unknown")],
      [lane("unknown", "closed")],
      [lane("closed", "unknown")],
      [lane("unknown", "open")],
    ];
    const { told, undone } = tell(states(["closed", "first_movement"]), changes);
    expect(told).toEqual(["closed", "first_movement"]);
    expect(undone).toContain(`gate ${TRUCK} sight`);
  });

  test("takes back what waits when something else came of it that nobody asked for", () => {
    const { told, undone } = tell(states(["closed"]), [
      [lane("open", "closed")],
      [lane("closed", "open")],
    ]);
    expect(told).toEqual(["closed"]);
    expect(undone).toContain(`gate ${TRUCK}`);
  });

  test("tells a class that moves though the lane is closed, and of other lanes nothing", () => {
    const returnees = (from: State | null, to: State | null): ChangeDetail => ({
      kind: "exception",
      class: "returnees",
      direction: "PK-AF",
      mode: "pedestrian",
      from,
      to,
    });
    const changes = [[returnees(null, "open")], [returnees("open", "unknown")]];
    expect(tell(states(), changes).told).toEqual(["exception_opened", "exception_ended"]);
    const trucks: WatchRule = {
      kind: "state",
      on: [...STATE_EVENTS],
      direction: null,
      mode: "truck",
    };
    expect(tell(trucks, changes).told).toEqual([]);
  });
});

describe("a rule about a level or a figure", () => {
  test("tells when a level is reached and when it is no longer, not what lies between", () => {
    const level = (from: number, to: number): ChangeDetail => ({ kind: "level", from, to });
    const { told } = tell({ kind: "level", atLeast: 3 }, [
      [level(0, 2)],
      [level(2, 3)],
      [level(3, 4)],
      [level(4, 1)],
    ]);
    expect(told).toEqual([
      { kind: "level", from: 2, to: 3 },
      { kind: "level", from: 4, to: 1 },
    ]);
  });

  test("tells once that a figure crossed its bound, and again only below the lower one", () => {
    const rule: WatchRule = {
      kind: "figure",
      metric: "trucks_stranded",
      side: null,
      above: 1_000,
      clearBelow: 500,
    };
    const trucks = (low: number, high: number | null): ChangeDetail => ({
      kind: "figure",
      metric: "trucks_stranded",
      side: "PK",
      lane: null,
      from: null,
      to: { low, best: null, high },
    });
    const { told } = tell(rule, [
      [trucks(100, 5_000)],
      [trucks(1_200, 1_500)],
      [trucks(800, 900)],
      [trucks(1_100, null)],
      [trucks(100, 400)],
    ]);
    expect(told).toEqual([
      expect.objectContaining({ is: "above", range: { low: 1_200, best: null, high: 1_500 } }),
      expect.objectContaining({ is: "below", bound: 500 }),
    ]);
  });
});

describe("a rule about time", () => {
  const closed: CrossingMemory = tell(states(), [[lane("open", "closed")]]).memory;
  const look = (hours: number, planned: readonly PlannedClosure[] = []) => ({
    crossingId: "gate",
    at: addMs(T0, hours * HOUR_MS),
    planned,
  });

  test("tells a closure that lasts once, at its hour", () => {
    const rule: WatchRule = { kind: "closure_longer", hours: 72, direction: null, mode: null };
    expect(matchTime(rule, closed, look(71))).toMatchObject({
      events: [],
      nextAt: addMs(T0, 72 * HOUR_MS),
    });
    const due = matchTime(rule, closed, look(73));
    expect(due.events.map(({ word }) => word.kind)).toEqual(["closure_longer"]);
    expect(matchTime(rule, due.memory, look(200)).events).toEqual([]);
  });

  test("tells a silence once for each word that it follows", () => {
    const rule: WatchRule = { kind: "silence", hours: 24 };
    const heard = { ...closed, lastWordAt: T0 };
    const due = matchTime(rule, heard, look(25));
    expect(due.events).toHaveLength(1);
    expect(matchTime(rule, due.memory, look(50)).events).toEqual([]);
    const again = { ...due.memory, lastWordAt: addMs(T0, 60 * HOUR_MS) };
    expect(matchTime(rule, again, look(90)).events).toHaveLength(1);
  });

  test("tells a planned closure so long before it, and one that has begun no more", () => {
    const rule: WatchRule = { kind: "planned", leadHours: 48, direction: null, mode: "truck" };
    const plan: PlannedClosure = {
      id: "eid",
      title: "Eid",
      party: "PK",
      lanes: [TRUCK, "PK-AF/pedestrian"],
      value: "closed",
      startsAt: addMs(T0, 100 * HOUR_MS),
      endsAt: addMs(T0, 172 * HOUR_MS),
    };
    expect(matchTime(rule, closed, look(10, [plan])).nextAt).toBe(addMs(T0, 52 * HOUR_MS));
    const due = matchTime(rule, closed, look(52, [plan]));
    expect(due.events[0]?.word).toMatchObject({ kind: "planned", lanes: [TRUCK] });
    expect(matchTime(rule, due.memory, look(60, [plan])).events).toEqual([]);
    expect(matchTime(rule, closed, look(101, [plan])).events).toEqual([]);
  });
});
