import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { addPerson, ask, type OpenApi, openApi, Problem } from "./open-api.ts";
import { type OpenDoor, openDoor } from "./open-door.ts";

/* What every read of the API keeps, through the front door: caching, pages, refusals. */

let api: OpenApi;
let door: OpenDoor;
beforeAll(async () => {
  api = await openApi();
  door = await openDoor(api);
});
afterAll(async () => {
  await door.close();
  await api.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(`${door.origin}${path}`, { headers });

const PAST = "asOf=2025-10-13T12:00:00Z";
const READS = [
  "/crossings",
  "/crossings.csv",
  "/crossings.geojson",
  "/crossings/torkham",
  "/crossings/torkham/history?metric=trucks_stranded",
  "/crossings/torkham/lanes",
  "/crossings/torkham/days",
  "/crossings/torkham/traffic",
  "/crossings/torkham/reports",
  "/crossings/torkham/reports?announced=without",
  "/closures",
  "/closures.geojson",
  "/closures/survival",
  "/changes",
  "/incidents",
  "/incidents/october-2025-clashes",
  "/replay?from=2025-10-10T00:00:00Z&to=2025-10-12T00:00:00Z",
  "/feeds/changes.atom",
  "/feeds/closures.ics",
  "/feeds/cap.xml",
  `/feeds/cap/torkham.xml?${PAST}`,
  "/openapi.json",
];

test.each(READS)("%s says how it may be kept, and is 304 for who has it", async (path) => {
  const first = await get(`/api/v1${path}`);
  expect(first.status, first.text.slice(0, 200)).toBe(200);
  expect(first.headers.get("cache-control")).toMatch(/^public, /);
  expect(first.headers.get("access-control-expose-headers")).toContain("RateLimit");
  const etag = first.headers.get("etag") ?? "";
  const again = await get(`/api/v1${path}`, { "If-None-Match": etag });
  expect([again.status, again.text]).toEqual([304, ""]);
});

test("a key gets the same bytes at a rate of its own", async () => {
  const person = await addPerson(api.db, { role: "firm", scopes: ["data:read"] });
  const auth = { Authorization: `Bearer ${person.key}` };
  const path = `/api/v1/crossings?${PAST}`;
  const keyed = await get(path, auth);
  expect(keyed.text).toBe((await get(path)).text);
  expect(keyed.headers.get("ratelimit-policy")).toContain('"data-key"');
  const known = await get(path, { ...auth, "If-None-Match": keyed.headers.get("etag") ?? "" });
  expect(known.status).toBe(304);
});

test("a key sees the keys of its account, by what they begin with, for itself alone", async () => {
  const person = await addPerson(api.db, { role: "firm", scopes: ["data:read"] });
  const auth = { Authorization: `Bearer ${person.key}` };
  const reply = await get("/api/v1/keys", auth);
  expect(reply.json().keys).toMatchObject([
    { prefix: person.key.slice(0, 8), scopes: ["data:read"], state: "active" },
  ]);
  expect(reply.text).not.toContain(person.key);
  expect(reply.headers.get("cache-control")).toBe("private, no-cache");
  const without = await get("/api/v1/keys");
  expect(without.status).toBe(401);
  const writer = await addPerson(api.db, { role: "firm", scopes: ["reports:write"] });
  const refused = await get("/api/v1/keys", { Authorization: `Bearer ${writer.key}` });
  expect(refused.status).toBe(403);
  expect(Problem.parse(refused.json()).detail).toMatch(/lacks the scope data:read/);
});

test("a preflight is answered for reads alone", async () => {
  const preflight = (path: string) =>
    ask(`${door.origin}${path}`, {
      method: "OPTIONS",
      headers: {
        Origin: "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
      },
    });
  const read = await preflight("/api/v1/crossings");
  expect(read.status).toBe(204);
  expect(read.headers.get("access-control-allow-origin")).toBe("*");
  expect(read.headers.get("access-control-allow-headers")).toContain("Authorization");
  expect(read.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
  expect((await preflight("/api/v1/reports")).status).toBe(405);
  expect((await preflight("/api/v1/nothing")).status).toBe(404);
});

describe("a key in the address", () => {
  const names = "key api_key apikey x-api-key access_token token auth secret password".split(" ");
  test.each([...names, "note"])(
    "under the name %s is refused, and where it goes is said",
    async (name) => {
      const reply = await get(`/api/v1/crossings?${name}=gw_${"x".repeat(43)}`);
      expect(reply.status).toBe(400);
      const { detail, fields } = Problem.parse(reply.json());
      expect(detail).toMatch(/header Authorization: Bearer/);
      expect(fields?.[0]?.path).toBe(name);
      expect(reply.text).not.toContain("xxxx");
    },
  );
});

describe("a span upside down", () => {
  const span = "from=2025-11-01T00:00:00Z&to=2025-10-01T00:00:00Z";
  const paths = [
    "/closures",
    "/closures.csv",
    "/crossings/torkham/history?metric=trucks_stranded",
    "/crossings/torkham/lanes",
    "/crossings/torkham/days",
    "/crossings/torkham/traffic",
    "/replay",
    "/feeds/closures.ics",
  ];
  test.each(paths)("is refused by %s", async (path) => {
    const reply = await get(`/api/v1${path}${path.includes("?") ? "&" : "?"}${span}`);
    expect(reply.status).toBe(400);
    expect(Problem.parse(reply.json()).detail).toBe("from: must lie before to; swap them");
  });
});

const Page = z.looseObject({ next: z.string().nullable() });

/** Every id of a list, page by page. */
async function walk(path: string, name: string, idOf: (row: Record<string, unknown>) => string) {
  const ids: string[] = [];
  let cursor = "";
  for (let page = 0; page < 200; page += 1) {
    const reply = await get(`/api/v1${path}${cursor}`);
    expect(reply.status, reply.text.slice(0, 200)).toBe(200);
    const body = Page.parse(reply.json());
    const rows = z.array(z.record(z.string(), z.unknown())).parse(body[name]);
    ids.push(...rows.map(idOf));
    if (body.next === null) return ids;
    cursor = `&before=${body.next}`;
  }
  throw new Error("the list does not end");
}

describe("pages", () => {
  const closureId = (row: Record<string, unknown>) => `${row.crossingId} ${row.fromAt}`;
  const incidentId = (row: Record<string, unknown>) => String(row.id);

  test.each(["", `&${PAST}`])(
    "of closures hold each once, in the order of the whole%s",
    async (at) => {
      const whole = await walk(`/closures?limit=2000${at}`, "closures", closureId);
      const paged = await walk(`/closures?limit=7${at}`, "closures", closureId);
      expect(whole.length).toBeGreaterThan(40);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(paged.length);
    },
  );

  test("of incidents hold each once, also of those that began together", async () => {
    await api.db.execute(sql`insert into incidents (id, title, kind, summary, "from", start_at)
      select id || '-twin', title, kind, summary, "from", start_at from incidents where id not like '%-twin'`);
    const whole = await walk("/incidents?limit=500", "incidents", incidentId);
    const paged = await walk("/incidents?limit=3", "incidents", incidentId);
    expect(whole.length).toBeGreaterThan(10);
    expect(paged).toEqual(whole);
  });

  test("a cursor from elsewhere is refused by every list", async () => {
    const closures = Page.parse((await get("/api/v1/closures?limit=1")).json()).next ?? "";
    const incidents = Page.parse((await get("/api/v1/incidents?limit=1")).json()).next ?? "";
    const reports =
      Page.parse((await get("/api/v1/crossings/torkham/reports?limit=1")).json()).next ?? "";
    const changes = Page.parse((await get("/api/v1/changes?limit=1")).json()).next ?? "";
    const broken = ["abc", "%00", randomUUID(), Buffer.from("closures x y").toString("base64url")];
    const lists: readonly [string, string, readonly string[]][] = [
      ["/closures", "before", [incidents, reports, changes]],
      [`/closures?${PAST}`, "before", [incidents, reports, changes]],
      ["/incidents", "before", [closures, reports, changes]],
      ["/crossings/torkham/reports", "before", [closures, incidents, changes]],
      ["/changes", "after", [closures, incidents, reports]],
    ];
    for (const [path, name, others] of lists) {
      for (const cursor of [...others, ...broken]) {
        const reply = await get(`/api/v1${path}${path.includes("?") ? "&" : "?"}${name}=${cursor}`);
        expect(reply.status, `${path} ${cursor}`).toBe(400);
        expect(Problem.parse(reply.json()).fields?.[0]?.path).toBe(name);
      }
    }
  });
});
