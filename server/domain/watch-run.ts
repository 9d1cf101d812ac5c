/** A watch run over a past period: what it would have sent, by the very functions that send. */
import type { Change } from "./change.ts";
import type { CrossingId } from "./crossing.ts";
import type { Instant } from "./time.ts";
import { matchChange } from "./watch-match.ts";
import { type CrossingMemory, NO_MEMORY } from "./watch-memory.ts";
import {
  type Clockwork,
  EMPTY_QUEUE,
  enqueue,
  takeMessage,
  type WatchMessage,
} from "./watch-queue.ts";
import type { WatchRule } from "./watch-rule.ts";
import { earliest, matchTime, type PlannedClosure } from "./watch-time.ts";

export interface WatchRun extends Clockwork {
  readonly rule: WatchRule;
  /** In the order of `at`. Those before `from` are remembered and not told. */
  readonly changes: readonly Change[];
  readonly planned: ReadonlyMap<CrossingId, readonly PlannedClosure[]>;
  readonly from: Instant;
  /** Messages that would have left later are left out. */
  readonly to: Instant;
}

/** Far more than any period holds; a fault must not run for ever. */
const MAX_MESSAGES = 10_000;

/**
 * Every message that would have left in the period, in order. It yields after each look, so that whoever runs it can
 * let others in between.
 */
export function* runWatch(run: WatchRun): Generator<void, WatchMessage[]> {
  const { rule, changes, planned, from, to } = run;
  const memories = new Map<CrossingId, CrossingMemory>();
  const memoryOf = (id: CrossingId) => memories.get(id) ?? NO_MEMORY;
  for (const id of planned.keys()) memories.set(id, NO_MEMORY);
  let next = 0;
  let queue = EMPTY_QUEUE;
  const judge = () => {
    const change = changes[next];
    if (change === undefined) return;
    next += 1;
    const match = matchChange(rule, memoryOf(change.crossingId), change);
    memories.set(change.crossingId, match.memory);
    if (change.at >= from) queue = enqueue(run, queue, match);
  };
  const lookAt = (at: Instant): Instant | null =>
    earliest(
      [...memories].map(([crossingId, memory]) => {
        const look = { crossingId, at, planned: planned.get(crossingId) ?? [] };
        const match = matchTime(rule, memory, look);
        memories.set(crossingId, match.memory);
        queue = enqueue(run, queue, match);
        return match.nextAt;
      }),
    );
  while ((changes[next]?.at ?? to) < from) judge();
  const messages: WatchMessage[] = [];
  let at: Instant | null = from;
  while (at !== null && at <= to && messages.length < MAX_MESSAGES) {
    while (changes[next] !== undefined && (changes[next]?.at ?? to) <= at) judge();
    const dueAt = lookAt(at);
    const taken = takeMessage(run, queue, at);
    queue = taken.queue;
    if (taken.message !== null) messages.push(taken.message);
    at = earliest([dueAt, taken.nextAt, changes[next]?.at]);
    yield;
  }
  return messages;
}
