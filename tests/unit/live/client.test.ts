import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectLive, type LiveBrowser, type LiveConnection } from "#app/_client/live.ts";
import type { LiveHeld } from "#server/domain/live-status.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Listener = (event: { readonly data: string }) => void;

/** An EventSource in so far as the client uses one. */
class FakeSource {
  readonly listeners = new Map<string, Listener>();
  onerror: (() => void) | null = null;
  isClosed = false;
  addEventListener(name: string, listener: Listener) {
    this.listeners.set(name, listener);
  }
  close() {
    this.isClosed = true;
  }
  say(name: string, data: unknown = {}) {
    this.listeners.get(name)?.({ data: JSON.stringify(data) });
  }
}

function setUp(drawn: LiveHeld | null = null) {
  const asked: string[] = [];
  const sources: FakeSource[] = [];
  const states: LiveConnection[] = [];
  const seen: unknown[] = [];
  const page = { isOnline: true, isVisible: true, comeBack() {} };
  const browser: LiveBrowser = {
    open(url) {
      asked.push(url);
      const source = new FakeSource();
      sources.push(source);
      // Only what the client uses of an EventSource is there.
      return source as unknown as EventSource;
    },
    nowMs: () => Date.now(),
    random: () => 1,
    isOnline: () => page.isOnline,
    isVisible: () => page.isVisible,
    onReturn(listener) {
      page.comeBack = listener;
      return () => undefined;
    },
  };
  const stop = connectLive(
    {
      onSnapshot: (snapshot) => seen.push(snapshot),
      onCrossing: (change) => seen.push(change),
      onState: (state) => states.push(state),
    },
    drawn,
    browser,
  );
  return { asked, sources, states, seen, page, stop };
}

test("it hands on the snapshot and each change, and is live", () => {
  const { sources, states, seen } = setUp();
  sources[0]?.say("snapshot", { version: 1, crossings: [] });
  sources[0]?.say("crossing", { version: 2, crossing: { crossingId: "torkham" } });
  expect(seen).toEqual([
    { version: 1, crossings: [] },
    { version: 2, crossing: { crossingId: "torkham" } },
  ]);
  expect(states).toEqual(["connecting", "live", "live"]);
});

test("after errors it connects again ever more slowly, and says offline after some", () => {
  const { sources, states } = setUp();
  for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const count = sources.length;
    sources.at(-1)?.onerror?.();
    vi.advanceTimersByTime(waitMs - 1);
    expect(sources).toHaveLength(count);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(count + 1);
  }
  expect(states.slice(0, 4)).toEqual(["connecting", "connecting", "connecting", "offline"]);
});

test("a connection that says nothing for 45 s is dead, one that beats is not", () => {
  const { sources } = setUp();
  for (let i = 0; i < 5; i += 1) {
    vi.advanceTimersByTime(20_000);
    sources[0]?.say("beat");
  }
  expect(sources).toHaveLength(1);
  vi.advanceTimersByTime(52_000);
  expect(sources[0]?.isClosed).toBe(true);
  expect(sources).toHaveLength(2);
});

test("when the page returns it connects at once", () => {
  const { sources, page } = setUp();
  page.isOnline = false;
  sources[0]?.onerror?.();
  page.isOnline = true;
  page.comeBack();
  expect(sources).toHaveLength(2);
});

test("when it is stopped it stays so", () => {
  const { sources, stop } = setUp();
  sources[0]?.onerror?.();
  stop();
  vi.advanceTimersByTime(120_000);
  expect(sources).toHaveLength(1);
});

test("it says what it holds: what the page was drawn from, then what it has heard", () => {
  const { asked, sources, states } = setUp({ series: "one", version: 7 });
  expect(asked).toEqual(["/live?have=one.7"]);
  // Nothing has changed: it is told the time alone, and is live.
  sources[0]?.say("beat", { nowMs: 0 });
  expect(states.at(-1)).toBe("live");
  sources[0]?.say("crossing", { version: 9, crossing: { crossingId: "torkham" } });
  sources[0]?.onerror?.();
  vi.advanceTimersByTime(1_000);
  expect(asked.at(-1)).toBe("/live?have=one.9");
  // Another process, or this one started again.
  sources[1]?.say("snapshot", { series: "two", version: 3, crossings: [] });
  sources[1]?.onerror?.();
  vi.advanceTimersByTime(1_000);
  expect(asked.at(-1)).toBe("/live?have=two.3");
});
