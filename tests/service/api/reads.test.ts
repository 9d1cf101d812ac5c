import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { addPerson, ask, type OpenApi, openApi, Problem } from "./open-api.ts";

/* The reads of the contract over real HTTP, on the real record. */

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const CLASH = "asOf=2025-10-13T12:00:00Z";

const Overview = z.object({
  at: z.string(),
  known: z.string(),
  version: z.number(),
  crossings: z.array(
    z.object({
      crossing: z.object({ id: z.string() }),
      status: z.object({
        condition: z.string(),
        lanes: z.array(z.object({ recorded: z.boolean() })),
      }),
    }),
  ),
});
const One = z.object({
  status: z.object({
    condition: z.string(),
    lanes: z.array(
      z.object({ recorded: z.boolean(), lastSeen: z.object({ value: z.string() }).nullable() }),
    ),
  }),
});

const conditionsOf = (text: string) =>
  Object.fromEntries(
    Overview.parse(JSON.parse(text)).crossings.map(({ crossing, status }) => [
      crossing.id,
      status.condition,
    ]),
  );

describe("as of an instant", () => {
  test("the overview shows the trade crossings closed, and today nothing as known", async () => {
    const then = conditionsOf((await api.get(`/api/v1/crossings?${CLASH}`)).text);
    for (const id of ["torkham", "chaman-spin-boldak", "kharlachi", "ghulam-khan", "angoor-ada"]) {
      expect(then[id], id).toBe("closed");
    }
    const today = conditionsOf((await api.get("/api/v1/crossings")).text);
    expect(new Set(Object.values(today))).toEqual(new Set(["unknown"]));
    expect(Object.keys(today)).toHaveLength(22);
  });

  test("Torkham in September is open as known now, and unknown as known then", async () => {
    const path = "/api/v1/crossings/torkham?asOf=2025-09-01T00:00:00Z";
    const now = One.parse((await api.get(path)).json());
    expect(now.status.condition).toBe("open");
    expect(now.status.lanes[0]?.recorded).toBe(true);
    const then = One.parse((await api.get(`${path}&known=then`)).json());
    expect(then.status.condition).toBe("unknown");
    expect(then.status.lanes[0]?.lastSeen?.value).toBe("open");
  });

  test("an offset may be written as it is, or with its plus sign as the space that it becomes", async () => {
    for (const offset of ["%2B05:00", "+05:00"]) {
      const reply = await api.get(`/api/v1/crossings?asOf=2025-10-13T17:00:00${offset}`);
      expect(Overview.parse(reply.json()).at).toBe("2025-10-13T12:00:00.000Z");
    }
  });

  test.each([
    ["2025-10-13", /is a day, which needs a time and its zone; write/],
    ["2025-10-13T12:00:00", /is no instant; write an instant with its zone/],
    ["yesterday", /is no instant/],
    ["", /is no instant/],
    ["2025-02-30T00:00:00Z", /is no instant/],
    ["1899-12-31T23:59:59Z", /before 1900/],
    ["2026-11-22T16:00:01Z", /lies in the future .* leave it out/],
  ])("asOf=%s is refused by name with the way out", async (asOf, way) => {
    const paths = ["crossings", "crossings/torkham", "closures", "changes", "incidents"];
    const more = ["crossings/torkham/history?metric=wait_minutes", "crossings/torkham/reports"];
    for (const path of [...paths, ...more, "feeds/cap.xml"]) {
      const reply = await api.get(`/api/v1/${path}${path.includes("?") ? "&" : "?"}asOf=${asOf}`);
      const problem = Problem.parse(reply.json());
      expect(problem, path).toMatchObject({ status: 400, code: "invalid" });
      expect(problem.fields?.[0]?.path).toBe("asOf");
      expect(problem.fields?.[0]?.message).toMatch(way);
    }
  });
});

describe("a refusal names the parameter", () => {
  test.each([
    ["crossings?colour=red", 400, "colour"],
    ["crossings?known=maybe", 400, "known"],
    ["crossings?asOf=2025-10-13T12:00:00Z&asOf=2025-10-14T12:00:00Z", 400, "asOf"],
    ["crossings?hxl=1", 400, "hxl"],
    ["crossings.csv?hxl=yes", 400, "hxl"],
    ["crossings?__proto__=1", 400, "__proto__"],
    ["crossings/torkham/history", 400, "metric"],
    ["crossings/torkham/history?metric=camels", 400, "metric"],
    ["crossings/torkham/history?metric=wait_minutes&side=Pakistan", 400, "side"],
    ["crossings/torkham/history?metric=wait_minutes&bucket=0", 400, "bucket"],
    ["crossings/torkham/history?metric=wait_minutes&known=later", 400, "known"],
    [
      "crossings/torkham/history?metric=wait_minutes&from=2025-10-14T00:00:00Z&to=2025-10-13T00:00:00Z",
      400,
      "from",
    ],
    ["changes?after=nonsense", 400, "after"],
    ["changes?limit=1001", 400, "limit"],
    ["changes?limit=", 400, "limit"],
    ["closures?limit=1.5", 400, "limit"],
    ["closures?from=2025", 400, "from"],
    ["closures/survival?day=0", 400, "day"],
    ["closures/survival?day=31.5", 400, "day"],
    ["closures/survival?cause=weather", 400, "cause"],
    ["closures/survival?crossing=torkham", 400, "crossing"],
    ["closures/survival?slug=atlantis", 404, "crossing"],
    ["crossings/torkham/reports?before=nonsense", 400, "before"],
    ["crossings/Tor%20Kham", 400, "slug"],
    ["crossings/atlantis", 404, "crossing"],
    ["closures?slug=atlantis", 404, "crossing"],
    ["crossings?key=gw_123", 400, "key"],
    ["crossings?access_token=gw_123", 400, "access_token"],
  ])("%s", async (path, status, field) => {
    const reply = await api.get(`/api/v1/${path}`);
    const problem = Problem.parse(reply.json());
    expect([reply.status, problem.fields?.[0]?.path], problem.detail).toEqual([status, field]);
  });

  test.each([
    ["history?metric=wait_minutes&from=2025-10-14T00:00:00Z&to=2025-10-13T00:00:00Z", /swap them/],
    ["lanes?from=2025-10-14T00:00:00Z&to=2025-10-13T00:00:00Z", /swap them/],
    ["lanes?from=2030-10-13T00:00:00Z&to=2030-10-14T00:00:00Z", /in the past/],
  ])("%s says the way out", async (path, way) => {
    const problem = Problem.parse((await api.get(`/api/v1/crossings/torkham/${path}`)).json());
    expect(problem.fields?.[0]?.path).toBe("from");
    expect(problem.fields?.[0]?.message).toMatch(way);
  });

  test.each([
    ["GET", "/api/v1/atlantis", 404, /openapi.json/],
    ["GET", "/api/v1", 404, /openapi.json/],
    ["GET", "/api/v1/incidents/atlantis", 404, /lists them all/],
    ["GET", "/api/v1/crossings.xlsx", 406, /\.json, \.csv, \.geojson/],
    ["GET", "/api/v1/incidents.csv", 406, /\.json/],
    ["GET", "/api/v1/crossings/%E0%A4%A", 400, /percent signs/],
    ["DELETE", "/api/v1/crossings", 405, /GET or HEAD/],
    ["GET", "/api/v1/reports", 405, /POST/],
    ["GET", "/api/v1/feeds/cap/torkham.xml", 404, /alerts begin at 2/],
  ])("%s %s is answered with %i", async (method, path, status, way) => {
    const reply = await ask(`${api.origin}${path}`, { method });
    const problem = Problem.parse(reply.json());
    expect(reply.status).toBe(status);
    expect(problem.detail).toMatch(way);
    if (status === 405) expect(reply.headers.get("allow")).toMatch(/GET, HEAD|POST/);
  });

  test("a bad key is refused also where none is needed", async () => {
    const reply = await api.get("/api/v1/crossings", { Authorization: "Bearer gw_wrong" });
    expect(reply.status).toBe(401);
  });
});

describe("who may read", () => {
  test("any site may, without cookies; none may write", async () => {
    const read = await api.get("/api/v1/crossings", { Origin: "https://elsewhere.example" });
    expect(read.headers.get("access-control-allow-origin")).toBe("*");
    expect(read.headers.get("access-control-allow-credentials")).toBeNull();
    const ahead = await ask(`${api.origin}/api/v1/reports`, { method: "OPTIONS" });
    expect(ahead.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("a key that may only write still reads what is public", async () => {
    const { key } = await addPerson(api.db, { role: "reporter" });
    const reply = await api.get("/api/v1/crossings", { Authorization: `Bearer ${key}` });
    expect(reply.status).toBe(200);
  });

  test("HEAD is GET without its body", async () => {
    const reply = await ask(`${api.origin}/api/v1/crossings`, { method: "HEAD" });
    expect([reply.status, reply.text]).toEqual([200, ""]);
  });
});
