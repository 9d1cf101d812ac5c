import { afterAll, beforeAll, expect, test } from "vitest";
import { createReadKey } from "#server/api/rest/actor.ts";
import { requestFrom } from "#server/http/capture.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { readPresentStatuses } from "#server/services/status/read-status.ts";
import { readTable } from "../../unit/formats/strict-readers.ts";
import { addPerson, ask, NOW, type OpenApi, openApi, Problem } from "./open-api.ts";
import { type OpenDoor, openDoor } from "./open-door.ts";

/* The API behind the front door, which caches and limits: what the door adds must not change what the API says. */

let api: OpenApi;
let door: OpenDoor;
let origin: string;
beforeAll(async () => {
  api = await openApi();
  const snapshot = createSnapshot({ nowMs: () => Date.parse(NOW) });
  snapshot.replaceAll(await readPresentStatuses(api.db, NOW));
  door = await openDoor(api, { snapshot });
  ({ origin } = door);
});
afterAll(async () => {
  await door.close();
  await api.close();
});

test("a read is the same from the cache as from the API, and may be asked for again by its ETag", async () => {
  const path = "/api/v1/crossings.csv?hxl=1&asOf=2025-10-13T17:00:00%2B05:00";
  const plain = await api.get(path);
  const first = await ask(`${origin}${path}`);
  const second = await ask(`${origin}${path}`);
  expect(first.text).toBe(plain.text);
  expect(second.text).toBe(plain.text);
  expect(readTable(first.text).length).toBeGreaterThan(100);
  expect(second.headers.get("content-type")).toBe(plain.headers.get("content-type"));
  expect(second.headers.get("access-control-allow-origin")).toBe("*");
  expect(second.headers.get("cache-control")).toMatch(/public/);
  const etag = second.headers.get("etag") ?? "";
  const unchanged = await ask(`${origin}${path}`, { headers: { "If-None-Match": etag } });
  expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
});

test("feeds and the document are answered too", async () => {
  for (const path of [
    "/feeds/changes.atom",
    "/feeds/closures.ics",
    "/feeds/cap.xml",
    "/api/v1/openapi.json",
  ]) {
    const reply = await ask(`${origin}${path}`);
    expect([path, reply.status]).toEqual([path, 200]);
  }
});

test("a refusal is not kept for others", async () => {
  for (const [path, status] of [
    ["/api/v1/crossings?asOf=2025-10-13", 400],
    ["/api/v1/crossings?colour=red", 400],
    ["/api/v1/crossings.xlsx", 406],
  ] as const) {
    const reply = await ask(`${origin}${path}`);
    expect(reply.status).toBe(status);
    expect(reply.headers.get("cache-control")).toMatch(/\bno-store$/);
    expect(Problem.parse(reply.json()).status).toBe(status);
  }
});

test("a bad key is refused also when the answer lies in the cache", async () => {
  expect((await ask(`${origin}/api/v1/incidents`)).status).toBe(200);
  const headers = { Authorization: "Bearer gw_wrong" };
  const reply = await ask(`${origin}/api/v1/incidents`, { headers });
  expect(reply.status).toBe(401);
  expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer/);
});

test("a key is counted as one, however its header is spelled", async () => {
  const { key } = await addPerson(api.db, { role: "reporter" });
  const readKey = createReadKey(api.deps);
  const spelled = [`Bearer ${key}`, `bearer  ${key}`, `BEARER ${key} `];
  const holders = await Promise.all(
    spelled.map((authorization) =>
      readKey(requestFrom({ method: "GET", url: "/", headers: { authorization } })),
    ),
  );
  expect(new Set(holders.map((holder) => holder?.id)).size).toBe(1);
  expect(holders[0]?.id).not.toContain(key);
});

test("the public asks tRPC through the cache, and a batch too large is refused", async () => {
  const one = await ask(`${origin}/api/trpc/crossings.list?input=%7B%7D`);
  expect(one.status).toBe(200);
  const many = Array(11).fill("crossings.list").join(",");
  expect((await ask(`${origin}/api/trpc/${many}?batch=1&input=%7B%7D`)).status).toBe(400);
});
