import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { isCacheable } from "#server/api/handler.ts";
import { readTable, readXml } from "../../unit/formats/strict-readers.ts";
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

describe("formats", () => {
  test("crossings as CSV have a row a lane, with HXL tags on request", async () => {
    const reply = await api.get(`/api/v1/crossings.csv?${CLASH}&hxl=1`);
    expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    const [tags, ...rows] = readTable(reply.text);
    expect(tags?.state).toBe("#status+code");
    const torkham = rows.filter(({ crossing }) => crossing === "torkham");
    expect(torkham.filter(({ mode }) => mode !== "").map(({ state }) => state)).toEqual(
      Array(6).fill("closed"),
    );
  });

  test("one crossing as CSV and GeoJSON", async () => {
    const csv = readTable((await api.get(`/api/v1/crossings/torkham.csv?${CLASH}`)).text);
    expect(new Set(csv.map(({ crossing }) => crossing))).toEqual(new Set(["torkham"]));
    const reply = await api.get(`/api/v1/crossings/torkham.geojson?${CLASH}`);
    expect(reply.headers.get("content-type")).toBe("application/geo+json");
    expect(reply.json()).toMatchObject({
      type: "FeatureCollection",
      features: [
        { id: "torkham", geometry: { type: "Point" }, properties: { condition: "closed" } },
      ],
    });
  });

  test("crossings as GeoJSON, also those without a place", async () => {
    const reply = await api.get("/api/v1/crossings.geojson");
    const { features } = z
      .object({ features: z.array(z.object({ geometry: z.unknown() })) })
      .parse(reply.json());
    expect(features).toHaveLength(22);
    expect(features.some(({ geometry }) => geometry === null)).toBe(true);
  });

  test("history as JSON and CSV", async () => {
    const path = "/api/v1/crossings/torkham/history";
    const query = "metric=trucks_stranded&from=2025-10-01T00:00:00Z&to=2025-12-01T00:00:00Z";
    const Series = z.object({
      points: z.array(z.object({ at: z.string(), low: z.number().nullable() })),
      claims: z.array(z.unknown()),
    });
    const { points, claims } = Series.parse((await api.get(`${path}?${query}`)).json());
    expect(points.length).toBeLessThanOrEqual(400);
    expect(claims.length).toBeGreaterThan(0);
    const rows = readTable((await api.get(`${path}.csv?${query}`)).text);
    expect(rows.map(({ at }) => at)).toEqual(points.map(({ at }) => at));
  });

  test("history as of an instant ends there", async () => {
    const path = `/api/v1/crossings/torkham/history?metric=trucks_stranded&${CLASH}`;
    expect((await api.get(path)).json()).toMatchObject({
      from: "2025-09-13T12:00:00.000Z",
      to: "2025-10-13T12:00:00.000Z",
    });
  });

  test("history, reports and incidents as known then have only what had been published", async () => {
    const lengthOf = async (path: string, name: string) => {
      const rows = (await api.get(path)).json()[name];
      return Array.isArray(rows) ? rows.length : Number.NaN;
    };
    const history = `/api/v1/crossings/torkham/history?metric=trucks_stranded&${CLASH}&from=2025-01-01T00:00:00Z`;
    const reports = `/api/v1/crossings/torkham/reports?${CLASH}&limit=200`;
    for (const [path, name] of [
      [history, "claims"],
      [reports, "reports"],
    ] as const) {
      const [now, then] = [await lengthOf(path, name), await lengthOf(`${path}&known=then`, name)];
      expect(then, path).toBeLessThan(now);
      expect(then, path).toBeGreaterThan(0);
    }
    const published = z.object({ reports: z.array(z.object({ publishedAt: z.string() })) });
    const then = published.parse((await api.get(`${reports}&known=then`)).json());
    for (const { publishedAt } of then.reports)
      expect(publishedAt <= "2025-10-13T12:00").toBe(true);
    const incident = "/api/v1/incidents/october-2025-clashes?asOf=2025-10-12T12:00:00Z";
    const claimsOf = async (path: string) =>
      z
        .object({
          incident: z.object({ casualtyClaims: z.array(z.object({ publishedAt: z.string() })) }),
        })
        .parse((await api.get(path)).json()).incident.casualtyClaims;
    const known = await claimsOf(`${incident}&known=then`);
    expect(known.length).toBeLessThan((await claimsOf(incident)).length);
    for (const { publishedAt } of known) expect(publishedAt <= "2025-10-12T12:00").toBe(true);
  });

  test("history as known long after is history as known now", async () => {
    const path =
      "/api/v1/crossings/torkham/history?metric=trucks_stranded&from=2025-01-01T00:00:00Z&to=2026-03-01T00:00:00Z&asOf=2026-11-22T15:00:00Z";
    const Points = z.object({ points: z.array(z.record(z.string(), z.unknown())) });
    const now = Points.parse((await api.get(path)).json());
    const then = Points.parse((await api.get(`${path}&known=then`)).json());
    expect(then.points).toEqual(now.points);
    expect(now.points.some(({ low }) => low !== null)).toBe(true);
  });

  test("closures as JSON, CSV, GeoJSON and calendar are the same ones", async () => {
    const { closures } = z
      .object({ closures: z.array(z.unknown()) })
      .parse((await api.get("/api/v1/closures")).json());
    expect(closures.length).toBeGreaterThan(80);
    expect(readTable((await api.get("/api/v1/closures.csv")).text)).toHaveLength(closures.length);
    const geo = z
      .object({ features: z.array(z.unknown()) })
      .parse((await api.get("/api/v1/closures.geojson")).json());
    expect(geo.features).toHaveLength(closures.length);
    const reply = await api.get("/api/v1/feeds/closures.ics");
    expect(reply.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const events = new ICAL.Component(ICAL.parse(reply.text)).getAllSubcomponents("vevent");
    expect(events).toHaveLength(closures.length);
    expect(new Set(events.map((event) => event.getFirstPropertyValue("uid"))).size).toBe(
      events.length,
    );
  });

  test("changes are followed by their cursor without a gap or a repeat", async () => {
    const Page = z.object({
      changes: z.array(z.object({ id: z.string() })),
      next: z.string().nullable(),
    });
    const ids: string[] = [];
    let after = "";
    for (;;) {
      const reply = await api.get(`/api/v1/changes?limit=100${after}`);
      const { changes, next } = Page.parse(reply.json());
      if (changes.length === 0) break;
      ids.push(...changes.map(({ id }) => id));
      after = `&after=${next}`;
    }
    expect(ids.length).toBeGreaterThan(200);
    expect(new Set(ids).size).toBe(ids.length);
    const rows = readTable((await api.get("/api/v1/changes.csv?limit=1000")).text);
    expect([...new Set(rows.map(({ change }) => change))]).toEqual(ids);
  });

  test("feeds answer under both of their addresses", async () => {
    for (const prefix of ["", "/api/v1"]) {
      const atom = await api.get(`${prefix}/feeds/changes.atom`);
      expect(atom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
      const feed = readXml(atom.text);
      expect(feed.children.filter(({ name }) => name === "entry").length).toBe(100);
      const cap = await api.get(`${prefix}/feeds/cap.xml?${CLASH}`);
      const alerts = readXml(cap.text).children.filter(({ name }) => name === "entry");
      expect(alerts.length).toBeGreaterThanOrEqual(5);
    }
  });

  test("no crossing is alerted for today, when nothing is known", async () => {
    expect((await api.get("/feeds/cap.xml")).text).not.toContain("<entry>");
    const past = await api.get(`/feeds/cap/torkham.xml?${CLASH}`);
    expect(readXml(past.text).name).toBe("alert");
  });

  test("incidents have their casualty claims side by side", async () => {
    const { incidents } = z
      .object({ incidents: z.array(z.object({ id: z.string() })) })
      .parse((await api.get("/api/v1/incidents")).json());
    const [first] = incidents;
    const reply = await api.get(`/api/v1/incidents/${first?.id}`);
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('"casualtyClaims"');
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

  test("reads may be cached, and nothing else", () => {
    const paths = [
      "/api/v1/crossings.csv",
      "/feeds/cap.xml",
      "/api/v1/reports",
      "/api/trpc/x",
      "/",
    ];
    expect(paths.map(isCacheable)).toEqual([true, true, false, false, false]);
  });
});
