import { expect, test } from "vitest";
import { openDoor } from "./open-door.ts";

const LIMITS = {
  reads: { perSecond: 1, burst: 2 },
  keyReads: { perSecond: 1, burst: 3 },
  dataKeyReads: { perSecond: 2, burst: 5 },
  keyedReads: { perSecond: 10, burst: 12 },
};
/** A path that nobody asked for before, so that nothing comes from the cache. */
let asked = 0;
const fresh = () => `/api/v1/closures?limit=${++asked}`;
const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

test("an answer of the API says what is left, and a refusal when to come back", async () => {
  let nowMs = 1_000_000;
  const { ask } = await openDoor({ limits: LIMITS, nowMs: () => nowMs });
  const first = await ask(fresh());
  expect(first.headers["ratelimit-policy"]).toBe('"address";q=2;w=2');
  expect(first.headers.ratelimit).toBe('"address";r=1;t=1');
  expect((await ask(fresh())).headers.ratelimit).toBe('"address";r=0;t=2');
  const refused = await ask(fresh());
  expect(refused.status).toBe(429);
  expect(refused.headers).toMatchObject({
    ratelimit: '"address";r=0;t=2',
    "ratelimit-policy": '"address";q=2;w=2',
    "retry-after": "1",
    "content-type": "application/problem+json; charset=utf-8",
    "access-control-allow-origin": "*",
  });
  expect(JSON.parse(refused.body)).toMatchObject({ code: "too_many", retryAfterSeconds: 1 });
  nowMs += 1_000;
  expect((await ask(fresh())).status).toBe(200);
});

test("each key has a rate of its own, and one for data has more", async () => {
  const { ask } = await openDoor({ limits: LIMITS, nowMs: () => 1_000_000 });
  const statusOf = async (key: string) => (await ask(fresh(), withKey(key))).status;
  for (let i = 0; i < 3; i += 1) expect(await statusOf("a")).toBe(200);
  expect(await statusOf("a")).toBe(429);
  expect(await statusOf("b")).toBe(200);
  for (let i = 0; i < 5; i += 1) expect(await statusOf("data")).toBe(200);
  const refused = await ask(fresh(), withKey("data"));
  expect(refused.status).toBe(429);
  expect(refused.headers["ratelimit-policy"]).toBe('"keys";q=12;w=2, "data-key";q=5;w=3');
  expect(refused.headers.ratelimit).toMatch(/^"keys";r=\d+;t=\d+, "data-key";r=0;t=3$/);
  expect(JSON.parse(refused.body).detail).toBe(
    "Too many requests with this key; try again in 1 s.",
  );
});

test("all keys of an address together have a limit before any is looked up", async () => {
  let lookedUp = 0;
  const { ask } = await openDoor({
    limits: LIMITS,
    nowMs: () => 1_000_000,
    readKey: async ({ headers }) => {
      lookedUp += 1;
      return { id: String(headers.authorization), isForData: true };
    },
  });
  const statuses: number[] = [];
  for (let i = 0; i < 15; i += 1) statuses.push((await ask(fresh(), withKey(`k${i}`))).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(12);
  expect(lookedUp).toBe(12);
});

test("whoever tries keys is held to the rate of an address without any", async () => {
  const { ask } = await openDoor({ limits: LIMITS, nowMs: () => 1_000_000 });
  const statuses: number[] = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await ask(fresh(), withKey(`bad${i}`))).status);
  expect(statuses).toEqual([401, 401, 429, 429]);
  expect((await ask(fresh(), withKey("good"))).status).toBe(200);
});

test("what is public comes from the cache with a key as without, and is told apart by its ETag", async () => {
  const { ask, asked: reached } = await openDoor();
  const public_ = await ask("/api/v1/closures");
  const keyed = await ask("/api/v1/closures", withKey("data"));
  expect(keyed.body).toBe(public_.body);
  expect(keyed.headers.etag).toBe(public_.headers.etag);
  expect(keyed.headers.ratelimit).toMatch(/"data-key";r=1999/);
  expect(reached).toEqual(["GET /api/v1/closures"]);
  const headers = { ...withKey("data").headers, "if-none-match": String(public_.headers.etag) };
  const unchanged = await ask("/api/v1/closures", { headers });
  expect([unchanged.status, unchanged.body]).toEqual([304, ""]);
  expect(unchanged.headers["access-control-allow-origin"]).toBe("*");
});

test("what a key alone may read is for it alone, and may be asked for again by its ETag", async () => {
  const { ask, asked: reached } = await openDoor();
  const path = "/api/v1/firm-things";
  const first = await ask(path, withKey("a"));
  expect(first.headers["cache-control"]).toBe("private, no-cache");
  await ask(path, withKey("b"));
  expect(reached).toEqual([`GET ${path}`, `GET ${path}`]);
  const headers = { ...withKey("a").headers, "if-none-match": String(first.headers.etag) };
  expect((await ask(path, { headers })).status).toBe(304);
});

test("a page of another site may read, also with a key, and may not write", async () => {
  const { ask, asked: reached } = await openDoor();
  const origin = "https://elsewhere.example";
  const headers = {
    origin,
    "sec-fetch-site": "cross-site",
    "access-control-request-method": "GET",
    "access-control-request-headers": "authorization",
  };
  const preflight = await ask("/api/v1/crossings", { method: "OPTIONS", headers });
  expect(preflight.status).toBe(200);
  expect(preflight.headers["access-control-allow-origin"]).toBe("*");
  expect(reached).toEqual(["OPTIONS /api/v1/crossings"]);
  const read = await ask("/api/v1/crossings", {
    headers: { origin, "sec-fetch-site": "cross-site" },
  });
  expect(read.headers["access-control-allow-origin"]).toBe("*");
  expect(read.headers["access-control-expose-headers"]).toMatch(/ETag.*RateLimit.*Retry-After/);
  const write = await ask("/api/v1/reports", {
    method: "POST",
    headers: { origin, "sec-fetch-site": "cross-site", "content-type": "application/json" },
  });
  expect(write.status).toBe(403);
  expect(write.headers["access-control-allow-origin"]).toBeUndefined();
});
