import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { estimateClearance } from "#server/domain/clearance.ts";
import { laneClosures, openShare } from "#server/domain/lane-record.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { forgetCrossings } from "#server/services/crossings/find-crossings.ts";
import { getRibbon } from "#server/services/crossings/get-ribbon.ts";
import { findOwnFirm } from "#server/services/firms/find-own-firm.ts";
import { getBoard } from "#server/services/firms/get-board.ts";
import { listCorridors } from "#server/services/firms/list-corridors.ts";
import { saveCorridor } from "#server/services/firms/save-corridor.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";
import { asActor, corridorInput, openFirm } from "./builders.ts";

const LANE = "PK-AF/truck";
const state = (value: string) => ({ kind: "state", lanes: [LANE], value });
const count = (metric: string, low: number, high: number) => ({
  kind: "count",
  metric,
  low,
  high,
  basis: "estimated",
});

async function see(
  db: Database,
  reporter: Actor,
  seen: { readonly at: Instant; readonly lagMs?: number; readonly claims: readonly object[] },
) {
  const { at, lagMs = 0, claims } = seen;
  const input = { id: randomUUID(), crossing: "torkham", observedAt: at, claims };
  await submitReport(asActor(db, reporter, addMs(at, lagMs)), ReportInput.parse(input));
}

async function boardOf(db: Database, actor: Actor, now: Instant = NOW) {
  return getBoard(asActor(db, actor, now), { present: null });
}
async function torkhamOf(db: Database, actor: Actor, now: Instant = NOW) {
  const [row] = (await boardOf(db, actor, now)).corridors[0]?.rows ?? [];
  if (row === undefined) throw new Error("Torkham is not on the board");
  return row;
}

/** The same database, counting what is asked of it, and the most rows of reports that an answer had. */
function counting(database: Database) {
  let asked = 0;
  let most = 0;
  const db = new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const answer: unknown = value.apply(target, args);
        if (name !== "execute") return answer;
        asked += 1;
        return (async () => {
          const rows = await answer;
          if (Array.isArray(rows) && "claims" in (rows[0] ?? {}))
            most = Math.max(most, rows.length);
          return rows;
        })();
      };
    },
  });
  return { db, asked: () => asked, mostRows: () => most };
}

describe("the board of a firm", () => {
  test("names a crossing that left the registry, and the page of corridors does so too", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    const ctx = asActor(db, owner);
    await saveCorridor(ctx, corridorInput({ crossings: ["kharlachi", "torkham"] }));
    await db.execute(sql`update crossings set is_listed = false where id = 'kharlachi'`);
    forgetCrossings(db);
    const [corridor] = (await boardOf(db, owner)).corridors;
    expect(corridor?.rows.map(({ crossingId }) => crossingId)).toEqual(["torkham"]);
    expect(corridor?.delisted).toMatchObject([{ id: "kharlachi", name: "Kharlachi" }]);
    const [listed] = (await listCorridors(ctx)).corridors;
    expect(listed?.delisted).toMatchObject([{ id: "kharlachi" }]);
    // Without any that is listed it is still said.
    await db.execute(sql`update crossings set is_listed = false where id = 'torkham'`);
    forgetCrossings(db);
    const [empty] = (await boardOf(db, owner)).corridors;
    expect(empty).toMatchObject({ rows: [], delisted: [{ id: "kharlachi" }, { id: "torkham" }] });
  });

  test("says between which two words of a closure nobody told anything", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    await saveCorridor(asActor(db, owner), corridorInput());
    const reporter = await addAccount(db, "reporter", { trusted: true });
    const ago = (days: number) => addMs(NOW, -days * DAY_MS);
    for (const days of [20, 19])
      await see(db, reporter, { at: ago(days), claims: [state("closed")] });
    expect((await torkhamOf(db, owner, ago(18))).silence).toBeNull();
    await see(db, reporter, { at: addMs(NOW, -HOUR_MS), claims: [state("closed")] });
    const row = await torkhamOf(db, owner);
    expect(row.lane).toMatchObject({ value: "closed", since: { earliestAt: ago(20) } });
    expect(row.silence).toEqual({ from: ago(19), to: addMs(NOW, -HOUR_MS) });
  });

  test("has its crossings in the firm's order, and says nothing of those of which nothing is known", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    const crossings = ["kharlachi", "torkham", "ghulam-khan"];
    await saveCorridor(asActor(db, owner), corridorInput({ crossings }));
    const { corridors, role } = await boardOf(db, owner);
    expect(role).toBe("owner");
    expect(corridors[0]?.rows.map(({ crossingId }) => crossingId)).toEqual(crossings);
    for (const row of corridors[0]?.rows ?? []) {
      expect(row).toMatchObject({
        lane: { value: "unknown" },
        waiting: null,
        closures: { times: 0, median: null, longest: null },
        confidence: { coveredShare: 0, medianLagMs: null, words: 0 },
        survival: null,
      });
      expect(row.shares).toMatchObject([30, 90, 365].map((days) => ({ days, knownMinutes: 0 })));
    }
  });

  test("tells what was seen: state, queue, clearance, open hours and how well all of it is known", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    const reporter = await addAccount(db, "reporter", { trusted: true });
    await saveCorridor(asActor(db, owner), corridorInput());
    const ago = (ms: number) => addMs(NOW, -ms);
    await see(db, reporter, { at: ago(5 * DAY_MS), claims: [state("closed")] });
    await see(db, reporter, { at: ago(2 * DAY_MS), lagMs: HOUR_MS, claims: [state("open")] });
    await see(db, reporter, {
      at: ago(HOUR_MS),
      lagMs: MINUTE_MS,
      claims: [
        state("open"),
        count("trucks_stranded", 500, 700),
        count("trucks_crossed_24h", 100, 200),
      ],
    });
    const row = await torkhamOf(db, owner);
    expect(row).toMatchObject({
      lane: { value: "open", observed: { value: "open", said: [] } },
      waiting: { low: 500, high: 700 },
      closures: { times: 1, median: { minutes: 3 * 1440, isAtLeast: false } },
      confidence: { medianLagMs: MINUTE_MS, words: 3 },
    });
    expect(row.shares[0]).toMatchObject({ openMinutes: 2 * 1440, knownMinutes: 5 * 1440 });
    expect(row.confidence.coveredShare).toBeGreaterThan(0);
    const { lane, counts, confidence } = row;
    const question = {
      mode: "truck" as const,
      value: lane?.value ?? "unknown",
      since: lane?.since ?? null,
      counts,
      intervalMinutes: confidence.expectedIntervalMinutes,
      at: NOW,
    };
    expect(estimateClearance(question)).toMatchObject({ lowHours: 60, highHours: 168 });
  });

  test("never shows a stale open as open", async ({ loaded: { db } }) => {
    const { owner } = await openFirm(db);
    const reporter = await addAccount(db, "reporter", { trusted: true });
    await saveCorridor(asActor(db, owner), corridorInput());
    await see(db, reporter, { at: NOW, claims: [state("open")] });
    expect((await torkhamOf(db, owner)).lane?.value).toBe("open");
    const late = await torkhamOf(db, owner, addMs(NOW, 10 * DAY_MS));
    expect(late.lane).toMatchObject({ value: "unknown", lastSeen: { value: "open", at: NOW } });
    expect(late.shares[0]?.openMinutes).toBeLessThan(10 * 1440);
  });

  test("asks of a lane that is closed how long such closures last", async ({ loaded: { db } }) => {
    const { owner } = await openFirm(db);
    const reporter = await addAccount(db, "reporter", { trusted: true });
    await saveCorridor(asActor(db, owner), corridorInput());
    await see(db, reporter, { at: NOW, claims: [state("closed")] });
    // Nothing else is on record here: too few to say anything, which is said.
    expect((await torkhamOf(db, owner)).survival).toMatchObject({ remaining: null });
  });

  test("reads the record once, in however many corridors a crossing is", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    const reporter = await addAccount(db, "reporter", { trusted: true });
    await saveCorridor(asActor(db, owner), corridorInput());
    await see(db, reporter, { at: NOW, claims: [state("closed")] });
    const of = async () => {
      const counted = counting(db);
      const { corridors } = await boardOf(counted.db, owner);
      return { corridors, asked: counted.asked() };
    };
    const one = await of();
    for (const name of ["Again", "And again"]) {
      await saveCorridor(asActor(db, owner), corridorInput({ name }));
    }
    const three = await of();
    expect(three.corridors).toHaveLength(3);
    for (const { rows } of three.corridors) expect(rows[0]?.survival).not.toBeNull();
    expect(three.asked).toBe(one.asked);
  });

  test("reads no more of a crossing than a year of it and what held when that began", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    await saveCorridor(asActor(db, owner), corridorInput({ crossings: ["torkham"] }));
    // Closed and opened each day for three years, then closed for 400 days, up to yesterday.
    await db.execute(sql`
      insert into sources (id, kind, name) values ('press:gazette', 'press', 'Gazette')`);
    await db.execute(sql`
      with seen as (
        select gen_random_uuid() as id, i, case when i < 1000 then ${NOW}::timestamptz - make_interval(days => 1401 - i)
            else ${NOW}::timestamptz - make_interval(days => 1) end as at,
          case when i % 2 = 0 then 'open' else 'closed' end as value
        from generate_series(1, 1000) i
      ), told as (
        select id, at, jsonb_build_array(jsonb_build_object('kind', 'state', 'lanes', jsonb_build_array(${LANE}::text),
          'value', value, 'track', 'observed', 'exceptions', '[]'::jsonb, 'conditions', '[]'::jsonb, 'cause', null,
          'expectedReopening', null, 'hold', jsonb_build_object('kind', 'next'),
          'since', jsonb_build_object('earliestAt', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'latestAt', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))) as claims
        from seen
      ), stored as (
        insert into reports (crossing_id, id, source_id, observed_at, received_at, content_hash, links, claims, via)
        select 'torkham', id, 'press:gazette', at, at, id::text, '[]'::jsonb, claims, 'record' from told
      )
      insert into report_states (crossing_id, report_id, source_id, observed_at, received_at, state, published_at, is_turning)
      select 'torkham', id, 'press:gazette', at, at, 'published', at, true from told`);
    const whole = await getRibbon(asActor(db, owner), {
      slug: "torkham",
      from: "2000-01-01T00:00:00.000Z",
      to: NOW,
    });
    const segments = whole.ribbons.find(({ lane }) => lane === LANE)?.segments ?? [];
    const year = { from: addMs(NOW, -365 * DAY_MS), to: NOW };
    const counted = counting(db);
    const [row] = (await boardOf(counted.db, owner)).corridors[0]?.rows ?? [];
    // It has its whole length, as the whole record says.
    expect(row?.closures).toEqual(laneClosures(segments, year));
    expect(row?.closures.longest?.minutes).toBeGreaterThan(399 * 1440);
    expect(row?.shares.at(-1)).toMatchObject(openShare(segments, year));
    expect(counted.mostRows()).toBeLessThan(700);
  });

  test("judges each crossing by its own words, however many another has", async ({
    loaded: { db },
  }) => {
    const { owner } = await openFirm(db);
    await saveCorridor(asActor(db, owner), corridorInput());
    const write = (crossing: string, reports: number, minutesAgo: number) =>
      db.execute(sql`
        with told as (
          select gen_random_uuid() as id, ${NOW}::timestamptz - make_interval(mins => ${minutesAgo}::integer + i / 10) as at
          from generate_series(1, ${reports}::integer) i
        ), said as (
          insert into sources (id, kind, name) values ('press:gazette', 'press', 'Gazette') on conflict do nothing
        ), stored as (
          insert into reports (crossing_id, id, source_id, observed_at, received_at, content_hash, links, claims, via)
          select ${crossing}::text, id, 'press:gazette', at, at, id::text, '[]'::jsonb, '[]'::jsonb, 'record' from told
        )
        insert into report_states (crossing_id, report_id, source_id, observed_at, received_at, state, published_at)
        select ${crossing}::text, id, 'press:gazette', at, at, 'published', at from told`);
    await write("torkham", 5_200, 0);
    await write("kharlachi", 20, 24 * 60);
    const rows = (await boardOf(db, owner)).corridors[0]?.rows ?? [];
    const quiet = rows.find(({ crossingId }) => crossingId === "kharlachi");
    expect(quiet?.confidence).toMatchObject({ words: 20, medianLagMs: 0 });
    expect(quiet?.confidence.coveredShare).toBeGreaterThan(0);
  });

  test("is of one's own firm alone, and none for an account without one", async ({
    loaded: { db },
  }) => {
    const { firmId, owner } = await openFirm(db);
    const { owner: other } = await openFirm(db, "Another firm");
    const stranger = await addAccount(db, "firm");
    await saveCorridor(asActor(db, owner), corridorInput());
    expect((await boardOf(db, other)).corridors).toEqual([]);
    await expect(boardOf(db, stranger)).rejects.toMatchObject({ code: "forbidden" });
    const admin = await addAccount(db, "admin");
    await expect(boardOf(db, admin)).rejects.toMatchObject({ code: "forbidden" });
    expect(await findOwnFirm(asActor(db, owner))).toMatchObject({ firmId, role: "owner" });
    expect(await findOwnFirm(asActor(db, stranger))).toBeNull();
    await expect(findOwnFirm(asActor(db, null))).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
