import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { estimateClearance } from "#server/domain/clearance.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { findOwnFirm } from "#server/services/firms/find-own-firm.ts";
import { getBoard } from "#server/services/firms/get-board.ts";
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

describe("the board of a firm", () => {
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
