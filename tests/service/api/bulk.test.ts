import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { createApiHandler } from "#server/api/handler.ts";
import { PublicReport } from "#server/api/public/report.ts";
import type { Database } from "#server/db/client.ts";
import { BATCH } from "#server/services/reports/stream-reports.ts";
import { sendReport } from "../photos/photo-sender.ts";
import { addPerson, ask, type OpenApi, openApi, Problem, REAL_NAME } from "./open-api.ts";
import { type OpenDoor, openDoor } from "./open-door.ts";

/* Whole histories over real HTTP: what is in them, and that nobody's pace is forced on anybody. */

/** About 30 MB as NDJSON: more than every buffer between Postgres and a client that does not read. */
const MANY = 60_000;

let api: OpenApi;
let door: OpenDoor;
let queries = 0;

/** The same database, counting what is asked of it. */
function counting(database: Database): Database {
  return new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "execute") queries += 1;
        return value.apply(target, args);
      };
    },
  });
}

beforeAll(async () => {
  api = await openApi();
  const deps = { ...api.deps, database: counting(api.db) };
  door = await openDoor({ ...api, handler: createApiHandler(deps) });
}, 180_000);
afterAll(async () => {
  await door.close();
  await api.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(`${door.origin}/api/v1/reports.${path}`, { headers });
const linesOf = (text: string) =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => PublicReport.parse(JSON.parse(line)));
const Page = z.object({ reports: z.array(PublicReport), next: z.string().nullable() });

/** Every report of a crossing as the list of pages has it, oldest first. */
async function listed(slug: string, query = "") {
  const all: z.output<typeof PublicReport>[] = [];
  let before = "";
  for (;;) {
    const path = `/api/v1/crossings/${slug}/reports?limit=200${query}${before}`;
    const { reports, next } = Page.parse((await api.get(path)).json());
    all.push(...reports);
    if (next === null) return all.reverse();
    before = `&before=${next}`;
  }
}

test("has every published report, as the pages have it, once", async () => {
  const reply = await get("ndjson");
  expect(reply.headers.get("content-type")).toBe("application/x-ndjson");
  expect(reply.headers.get("cache-control")).toBe("no-store");
  const all = linesOf(reply.text);
  expect(all.length).toBeGreaterThan(500);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const slug of ["torkham", "chaman-spin-boldak"]) {
    expect(all.filter((one) => one.crossingId === slug)).toEqual(await listed(slug));
    expect(linesOf((await get(`ndjson?slug=${slug}`)).text)).toEqual(await listed(slug));
  }
});

test("of a span, and as known then, has what the pages have", async () => {
  const view = "&asOf=2025-10-13T12:00:00Z&known=then";
  expect(linesOf((await get(`ndjson?slug=torkham${view}`)).text)).toEqual(
    await listed("torkham", view),
  );
  const span = "from=2025-10-12T00:00:00Z&to=2025-11-20T00:00:00Z";
  const within = (await listed("torkham")).filter(
    ({ observedAt }) => observedAt >= "2025-10-12T00" && observedAt < "2025-11-20T00",
  );
  expect(within.length).toBeGreaterThan(5);
  expect(linesOf((await get(`ndjson?slug=torkham&${span}`)).text)).toEqual(within);
});

test("an independent reader finds each claim in the CSV, in either coding", async () => {
  const reports = linesOf((await get("ndjson")).text);
  const claims = reports.flatMap(({ claims }) =>
    claims.flatMap((claim) => (claim.kind === "state" ? [...claim.lanes] : ["none"])),
  );
  for (const coding of ["identity", "gzip", "br"]) {
    const reply = await get("csv?hxl=1", { "Accept-Encoding": coding });
    expect(reply.headers.get("content-encoding") ?? "identity").toBe(coding);
    const [tags, ...rows] = z
      .array(z.record(z.string(), z.string()))
      .parse(parse(reply.text, { columns: true, record_delimiter: "\r\n" }));
    expect(tags).toMatchObject({ crossing: "#loc+code", low: "#indicator+num+min" });
    expect(rows).toHaveLength(claims.length);
    expect([...new Set(rows.map(({ report }) => report))]).toEqual(reports.map(({ id }) => id));
  }
});

test("tells nothing of who reported, and nothing that is not published", async () => {
  const who = { role: "reporter", crossings: ["torkham"] } as const;
  const trusted = await addPerson(api.db, { ...who, isTrusted: true });
  const published = await sendReport(api, trusted);
  const waiting = await sendReport(api, await addPerson(api.db, who));
  for (const format of ["ndjson", "csv"]) {
    const { text } = await get(`${format}?slug=torkham`);
    expect(text).toContain(published);
    expect(text).toContain(trusted.pseudonym);
    for (const secret of [REAL_NAME, trusted.actor.accountId, waiting, "secret.example"]) {
      expect(text).not.toContain(secret);
    }
  }
});

test("what cannot be asked for is refused before anything is sent", async () => {
  for (const [path, status, field] of [
    ["ndjson?slug=atlantis", 404, "slug"],
    ["csv?from=2025-11-01T00:00:00Z&to=2025-10-01T00:00:00Z", 400, "from"],
    ["ndjson?hxl=1", 400, "hxl"],
    ["csv?limit=5", 400, "limit"],
    ["csv?from=2025-10-01", 400, "from"],
  ] as const) {
    const reply = await get(path);
    expect(reply.status, path).toBe(status);
    const problem = Problem.parse(reply.json());
    if (field !== "slug") expect(problem.fields?.[0]?.path).toBe(field);
  }
  expect((await get("csv", { Authorization: "Bearer gw_wrong" })).status).toBe(401);
  const head = await ask(`${door.origin}/api/v1/reports.csv`, { method: "HEAD" });
  expect([head.status, head.text]).toEqual([200, ""]);
});

/** Asks, and takes the head of the answer alone. */
async function begin(path: string): Promise<IncomingMessage> {
  const req = request(`${door.origin}/api/v1/reports.${path}`, { agent: false });
  req.on("error", () => undefined);
  req.end();
  const [res] = await once(req, "response");
  return res;
}

async function storeMany(): Promise<void> {
  await api.db.execute(sql`insert into sources (id, kind, name) values ('meter', 'feed', 'Meter')`);
  await api.db.transaction(async (tx) => {
    // Foreign keys are right by the way these rows are made.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`with made as materialized (
        select gen_random_uuid() as id, '2026-01-01T00:00:00Z'::timestamptz + g / 3 * interval '1 minute' as at,
          jsonb_build_array(jsonb_build_object('kind', 'count', 'metric', 'trucks_stranded', 'side', 'PK', 'lane', null,
            'low', g, 'best', null, 'high', g + 50, 'basis', 'estimated', 'asGiven', null, 'what', null, 'period', null)) as claims
        from generate_series(1, ${MANY}) g),
      stored as (insert into reports (crossing_id, id, source_id, observed_at, received_at, content_hash, claims)
        select 'kharlachi', id, 'meter', at, at, md5(id::text), claims from made)
      insert into report_states (crossing_id, report_id, source_id, observed_at, received_at, state, published_at)
      select 'kharlachi', id, 'meter', at, at, 'published', at from made`);
  });
}

test("goes at the pace of its reader, ends when they leave, and is not for ever more of them", async () => {
  await storeMany();
  queries = 0;
  const path = "ndjson?slug=kharlachi&from=2026-01-01T00:00:00Z";
  const slow = await begin(path);
  let before = -1;
  // It stops by itself, well before the end, because nobody takes what is there.
  await vi.waitFor(
    async () => {
      const [last, now] = [before, queries];
      before = now;
      expect(now).toBe(last);
    },
    { timeout: 20_000, interval: 1_000 },
  );
  expect(queries).toBeGreaterThan(2);
  expect(queries).toBeLessThan((MANY / BATCH) * 0.8);

  const second = await begin(path);
  const third = await begin(path);
  expect(third.statusCode).toBe(429);
  expect(third.headers["retry-after"]).toBe("30");
  third.resume();
  second.destroy();
  slow.destroy();
  await vi.waitFor(
    async () => {
      const again = await begin(path);
      again.destroy();
      expect(again.statusCode).toBe(200);
    },
    { timeout: 10_000 },
  );
  await delay(500);
  const asked = queries;
  await delay(1_000);
  expect(queries - asked).toBeLessThanOrEqual(1);

  let ids = 0;
  let rest = "";
  const seen = new Set<string>();
  const whole = await begin(path);
  for await (const chunk of whole) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      ids += 1;
      seen.add(line.slice(7, 43));
    }
  }
  expect([ids, seen.size, rest]).toEqual([MANY, MANY, ""]);
}, 120_000);
