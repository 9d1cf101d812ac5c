import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CrossingStatus } from "#server/domain/status.ts";
import { createReread, type RereadOptions } from "#server/live/reread.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { createLog } from "#server/log.ts";
import { quietStatus } from "./quiet-status.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(given: Partial<RereadOptions>) {
  const snapshot = createSnapshot({ nowMs: Date.now });
  const attempts: boolean[] = [];
  const reread = createReread({
    snapshot,
    readCrossing: async (crossingId) => quietStatus({ crossingId }),
    readAll: async () => [],
    nowMs: Date.now,
    log: createLog({ level: "error", write: () => undefined }),
    onAttempt: (succeeded) => attempts.push(succeeded),
    ...given,
  });
  return { snapshot, reread, attempts };
}

test("many words about one crossing while it is read cause one more read", async () => {
  const answers: Array<(status: CrossingStatus) => void> = [];
  const readCrossing = vi.fn(() => new Promise<CrossingStatus>((answer) => answers.push(answer)));
  const { snapshot, reread } = setUp({ readCrossing });
  for (let i = 0; i < 10; i += 1) reread.crossing("torkham");
  expect(readCrossing).toHaveBeenCalledTimes(1);
  reread.crossing("torkham");
  answers[0]?.(quietStatus());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(readCrossing).toHaveBeenCalledTimes(2);
  answers[1]?.(quietStatus({ condition: "closed" }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(readCrossing).toHaveBeenCalledTimes(2);
  expect(snapshot.get("torkham")?.condition).toBe("closed");
});

test("a busy crossing is read at a pace, a quiet one at once", async () => {
  const readCrossing = vi.fn(async () => quietStatus());
  const { reread } = setUp({ readCrossing });
  for (let ms = 0; ms < 1_000; ms += 10) {
    reread.crossing("torkham");
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(readCrossing.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(readCrossing.mock.calls.length).toBeLessThanOrEqual(6);
});

test("a failed read is tried again, and the old snapshot stays meanwhile", async () => {
  let isAway = false;
  const readAll = vi.fn(async () => {
    if (isAway) throw new Error("away");
    return [quietStatus()];
  });
  const { snapshot, reread, attempts } = setUp({ readAll });
  reread.all();
  await vi.advanceTimersByTimeAsync(1);
  isAway = true;
  reread.all();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(snapshot.list()).toHaveLength(1);
  expect(readAll.mock.calls.length).toBeGreaterThan(3);
  expect(readAll.mock.calls.length).toBeLessThan(10);
  isAway = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(attempts.at(-1)).toBe(true);
  const reads = readAll.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(readAll).toHaveBeenCalledTimes(reads);
});

test("one crossing that cannot be read holds up no other and says nothing of the database", async () => {
  const readCrossing = vi.fn(async (crossingId: string) => {
    if (crossingId === "chaman") throw new Error("a row that nobody understands");
    return quietStatus({ crossingId });
  });
  const { snapshot, reread, attempts } = setUp({ readCrossing });
  reread.crossing("chaman");
  await vi.advanceTimersByTimeAsync(5_000);
  const failed = readCrossing.mock.calls.length;
  expect(failed).toBeGreaterThan(3);
  expect(failed).toBeLessThan(10);
  reread.crossing("torkham");
  await vi.advanceTimersByTimeAsync(1);
  expect(snapshot.get("torkham")).not.toBeNull();
  expect(attempts).toEqual([true]);
});

test("words about single crossings are not lost while all cannot be read", async () => {
  const readAll = vi.fn(async () => {
    throw new Error("a row that nobody understands");
  });
  const { snapshot, reread } = setUp({ readAll });
  reread.all();
  reread.crossing("torkham");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(snapshot.get("torkham")).not.toBeNull();
});

test("only a lost connection counts as the database being away", async () => {
  const lost = Object.assign(new Error("write CONNECTION_CLOSED"), { code: "CONNECTION_CLOSED" });
  const readAll = async () => {
    throw new Error("Failed query", { cause: lost });
  };
  const { reread, attempts } = setUp({ readAll });
  reread.all();
  await vi.advanceTimersByTimeAsync(1);
  expect(attempts).toEqual([false]);
});

test("many that are asked for at once are read a few at a time", async () => {
  let running = 0;
  let most = 0;
  const readCrossing = vi.fn(async (crossingId: string) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, 5));
    running -= 1;
    return quietStatus({ crossingId });
  });
  const { snapshot, reread } = setUp({ readCrossing });
  for (let i = 0; i < 100; i += 1) reread.crossing(`gate-${i}`);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(snapshot.list()).toHaveLength(100);
  expect(most).toBeLessThanOrEqual(4);
});

test("a word that comes while everything is read is read after it", async () => {
  let finish: (all: CrossingStatus[]) => void = () => undefined;
  const { snapshot, reread } = setUp({
    readAll: () => new Promise((done) => (finish = done)),
    readCrossing: async () => quietStatus({ condition: "open" }),
  });
  reread.all();
  reread.crossing("torkham");
  finish([quietStatus({ condition: "closed" })]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(snapshot.get("torkham")?.condition).toBe("open");
});

test("after a stop nothing changes the snapshot", async () => {
  let finish: (all: CrossingStatus[]) => void = () => undefined;
  const { snapshot, reread } = setUp({ readAll: () => new Promise((done) => (finish = done)) });
  reread.all();
  const stopped = reread.stop();
  finish([quietStatus()]);
  await stopped;
  expect(snapshot.isLoaded).toBe(false);
});
