import { expect, test } from "vitest";
import type { Answer } from "#server/http/cached-entry.ts";
import { createResponseCache, FailedRender, type Rendered } from "#server/http/response-cache.ts";

const NOTHING = { etag: "", head: [], notModifiedHead: [], body: Buffer.alloc(0) };
const answerOf = (bytes = 100, status = 200): Answer => ({
  status,
  bytes,
  variants: { br: NOTHING, gzip: NOTHING, identity: NOTHING },
});

interface Render {
  readonly finish: (rendered?: Partial<Rendered>) => Promise<Answer>;
  readonly fail: (error: Error) => Promise<void>;
}

function setUp(limits: { maxBytes?: number; maxEntries?: number; maxEntryBytes?: number } = {}) {
  const world = { now: 1_000_000, version: 1, outcomes: "", failures: 0 };
  const renders: Render[] = [];
  const cache = createResponseCache({
    version: () => world.version,
    nowMs: () => world.now,
    maxBytes: 1_000_000,
    maxEntries: 100,
    maxEntryBytes: 1_000_000,
    ...limits,
    onOutcome: (outcome) => (world.outcomes += outcome[0]),
    onFailure: () => (world.failures += 1),
  });
  const render = () =>
    new Promise<Rendered>((settle, fail) => {
      renders.push({
        async finish(rendered = {}) {
          const answer = rendered.answer ?? answerOf();
          settle({ answer, keepUntilMs: null, ...rendered });
          await new Promise(setImmediate);
          return answer;
        },
        async fail(error) {
          fail(error);
          await new Promise(setImmediate);
        },
      });
    });
  const ask = (key = "/") => cache.answer(key, render);
  function last(): Render {
    const render = renders.at(-1);
    if (render === undefined) throw new Error("nothing was rendered");
    return render;
  }
  async function fill(key = "/", rendered: Partial<Rendered> = {}): Promise<Answer> {
    const asked = ask(key);
    await last().finish(rendered);
    return asked;
  }
  /** Makes a key busy: asked for more than 20 times within a second. */
  const crowd = (key = "/") => {
    for (let i = 0; i < 25; i += 1) ask(key);
  };
  return { world, renders, cache, ask, last, fill, crowd };
}

test("many who ask for a page that nobody has yet wait for one render", async () => {
  const { renders, ask, last } = setUp();
  const asked = Array.from({ length: 50 }, () => ask());
  expect(renders).toHaveLength(1);
  const answer = await last().finish();
  expect(await Promise.all(asked)).toEqual(asked.map(() => answer));
  expect(ask()).toBe(answer);
  expect(renders).toHaveLength(1);
});

test("when the snapshot changes, a page asked for seldom waits for its new render", async () => {
  const { world, renders, ask, last, fill } = setUp();
  const old = await fill();
  world.version = 2;
  const asked = ask();
  expect(asked).toBeInstanceOf(Promise);
  const fresh = await last().finish();
  expect(await asked).toBe(fresh);
  expect(fresh).not.toBe(old);
  expect(renders).toHaveLength(2);
});

test("a busy page is answered from the old entry until the new one is done", async () => {
  const { world, renders, ask, last, fill, crowd } = setUp();
  const old = await fill();
  crowd();
  world.version = 2;
  world.now += 1_500;
  expect(ask()).toBe(old);
  expect(ask()).toBe(old);
  expect(renders).toHaveLength(2);
  const fresh = await last().finish();
  expect(ask()).toBe(fresh);
});

test("a busy page is rendered at most once a second, however often the snapshot changes", async () => {
  const { world, renders, ask, last, fill } = setUp();
  await fill();
  for (let ms = 0; ms < 5_000; ms += 10) {
    world.now += 10;
    if (ms % 50 === 0) world.version += 1;
    const before = renders.length;
    ask();
    if (renders.length > before) await last().finish();
  }
  expect(renders.length).toBeGreaterThanOrEqual(4);
  // Before it counts as busy, each of the first changes had its own render.
  expect(renders.length).toBeLessThanOrEqual(12);
});

test("the old entry of a busy page does not serve for ever", async () => {
  const { world, ask, fill, crowd } = setUp();
  await fill();
  crowd();
  world.version = 2;
  for (let i = 0; i < 10; i += 1) {
    world.now += 1_000;
    for (let hits = 0; hits < 25; hits += 1) ask();
  }
  world.now += 1;
  expect(ask()).toBeInstanceOf(Promise);
});

test("an entry ends when time alone changes what it shows", async () => {
  const { world, ask, fill } = setUp();
  const answer = await fill("/", { keepUntilMs: world.now + 60_000 });
  world.now += 59_999;
  expect(ask()).toBe(answer);
  world.now += 1;
  expect(ask()).toBeInstanceOf(Promise);
});

test("who asks after a change is not given a render that began before it", async () => {
  const { world, renders, ask } = setUp();
  const before = ask();
  world.version = 2;
  const after = ask();
  const first = await renders[0]?.finish();
  expect(renders).toHaveLength(2);
  const second = await renders[1]?.finish();
  expect(await before).toBe(first);
  expect(await after).toBe(second);
});

test("what must not be kept is rendered again, and takes the old entry away", async () => {
  const { world, cache, ask, fill } = setUp();
  await fill();
  world.version = 2;
  await fill("/", { keepUntilMs: 0 });
  expect(cache.size).toBe(0);
  expect(ask()).toBeInstanceOf(Promise);
});

test("when a render fails the old entry serves for a while, and with none the failure shows", async () => {
  const { world, ask, last, fill } = setUp();
  const old = await fill();
  world.version = 2;
  world.now += 30_000;
  const asked = ask();
  await last().fail(new FailedRender(answerOf(10, 500)));
  expect(await asked).toBe(old);
  expect(world.failures).toBe(1);
  const other = ask("/other");
  await Promise.all([
    expect(other).rejects.toThrow(FailedRender),
    last().fail(new FailedRender(answerOf(10, 500))),
  ]);
});

test("the least recently used leave when there are too many bytes", async () => {
  const { cache, ask, fill } = setUp({ maxBytes: 250 });
  await fill("/a");
  await fill("/b");
  ask("/a");
  await fill("/c");
  expect(cache.bytes).toBe(200);
  expect([cache.has("/a"), cache.has("/b"), cache.has("/c")]).toEqual([true, false, true]);
});

test("the number of entries is bounded and what is too large is not kept", async () => {
  const { cache, fill } = setUp({ maxEntries: 3, maxEntryBytes: 500 });
  for (const key of ["/a", "/b", "/c", "/d"]) await fill(key);
  expect(cache.size).toBe(3);
  await fill("/large", { answer: answerOf(501) });
  expect(cache.has("/large")).toBe(false);
});
