import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readTable, readXml } from "../../unit/formats/strict-readers.ts";
import { type OpenApi, openApi, type Reply } from "./open-api.ts";

/* The reads of the contract in each of their formats, over real HTTP, on the real record. */

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const CLASH = "asOf=2025-10-13T12:00:00Z";

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

  test.each([
    ["/api/v1/closures", 5],
    ["/api/v1/closures.csv?hxl=0", 20],
    ["/api/v1/closures.geojson?slug=torkham&asOf=2025-10-13T12:00:00Z", 3],
    ["/feeds/closures.ics", 20],
    ["/api/v1/changes.csv?slug=torkham", 10],
    ["/api/v1/crossings/torkham/reports", 7],
  ])("%s is cut, and Link leads on to its end", async (path, limit) => {
    const parts: string[] = [];
    let next: string | undefined = `${path}${path.includes("?") ? "&" : "?"}limit=${limit}`;
    while (next !== undefined && parts.length < 500) {
      const reply: Reply = await api.get(next);
      expect(reply.status).toBe(200);
      parts.push(reply.text);
      const link = reply.headers.get("link");
      next = /^<https:\/\/gatewatch\.example(\/[^>]+)>; rel="next"$/.exec(link ?? "")?.[1];
      expect(next === undefined).toBe(link === null);
    }
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.length).toBeLessThan(500);
    expect(new Set(parts).size).toBe(parts.length);
    const whole = await api.get(`${path}${path.includes("?") ? "&" : "?"}limit=200`);
    for (const line of whole.text.split("\r\n").slice(1)) {
      expect(parts.some((part) => part.includes(line))).toBe(true);
    }
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

  test("the states of each lane as JSON and CSV, over the whole record too", async () => {
    const path = "/api/v1/crossings/torkham/lanes";
    const query = "from=2011-01-01T00:00:00Z&to=2025-11-01T00:00:00Z";
    const Ribbons = z.object({
      ribbons: z.array(z.object({ lane: z.string(), segments: z.array(z.unknown()) })),
    });
    const { ribbons } = Ribbons.parse((await api.get(`${path}?${query}`)).json());
    expect(ribbons).toHaveLength(6);
    const [tags, ...rows] = readTable((await api.get(`${path}.csv?${query}&hxl=1`)).text);
    expect(tags).toMatchObject({ state: "#status+code", from: "#date+start", to: "#date+end" });
    expect(rows).toHaveLength(ribbons.reduce((sum, { segments }) => sum + segments.length, 0));
    const clash = { from: "2025-10-11T19:00:00.000Z", lane: "PK-AF/truck" };
    expect(rows.filter((row) => row.from === clash.from && row.lane === clash.lane)).toEqual([
      expect.objectContaining({ crossing: "torkham", state: "closed" }),
    ]);
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
