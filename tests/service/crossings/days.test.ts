import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { getDays } from "#server/services/crossings/get-days.ts";
import { getTraffic } from "#server/services/crossings/get-traffic.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { test as bare } from "../../support/database.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const DATA = new URL("../../../data", import.meta.url).pathname;
const DAY_MS = 86_400_000;
const torkham = { slug: "torkham", end: NOW, knownAt: null } as const;

bare(
  "the record's days and crossings read back as the files tell them",
  async ({ ownDatabase }) => {
    const { db } = ownDatabase;
    await importRecord(db, await readRecordFiles(DATA), NOW);
    const ctx = { actor: null, database: db, now: NOW };
    const october = { from: "2025-10-01T06:00:00.000Z", to: "2025-10-31T06:00:00.000Z" };

    const days = await getDays(ctx, { ...torkham, ...october, mode: null });
    expect(days.days.filter(({ state }) => state === "closed")).toHaveLength(20);
    const rail = await getDays(ctx, { ...torkham, ...october, mode: "rail" });
    expect(new Set(rail.days.map(({ state }) => state))).toEqual(new Set(["unknown"]));

    const then = { end: "2025-10-20T12:00:00.000Z", knownAt: "2025-10-20T12:00:00.000Z" };
    const asThen = await getDays(ctx, { ...torkham, ...october, ...then, mode: null });
    expect(asThen.days.at(-1)?.on).toBe("2025-10-20");

    const whole = { from: "2011-11-01T00:00:00.000Z", to: NOW };
    const all = await getDays(ctx, { ...torkham, ...whole, mode: null });
    expect(all.days.length).toBeLessThanOrEqual(400);
    const upsideDown = await getDays(ctx, { ...torkham, from: NOW, to: whole.from, mode: null });
    expect(upsideDown).toEqual(all);
    const future = { from: "2030-01-01T00:00:00.000Z", to: "2031-01-01T00:00:00.000Z" };
    const ahead = await getDays(ctx, { ...torkham, ...future, mode: null });
    expect(ahead.days).toHaveLength(1);

    const traffic = await getTraffic(ctx, { ...torkham, ...whole, metric: "people_crossed_24h" });
    const said = traffic.days.filter(({ low }) => low !== null);
    expect(said.length).toBeGreaterThan(5);
    expect(traffic.sources.length).toBeGreaterThan(0);
    expect(traffic.days.every(({ usual }) => usual === null)).toBe(true);
    await expect(
      getTraffic(ctx, { ...torkham, ...whole, slug: "nowhere", metric: "people_crossed_24h" }),
    ).rejects.toMatchObject({ code: "not_found" });
  },
  60_000,
);

test("a weekday after four of its kind has a usual, by the clock at the crossing", async ({
  loaded,
}) => {
  const { db } = loaded;
  const actor = await addAccount(db, "reporter", { trusted: true });
  const say = (observedAt: string, low: number, high: number) =>
    submitReport(
      { actor, database: db, now: NOW },
      closedReport(randomUUID(), {
        observedAt,
        claims: [{ kind: "count", metric: "trucks_crossed_24h", low, high, basis: "counted" }],
      }),
    );
  // 20:00 UTC is 01:00 of the next day at Torkham.
  const base = Date.parse("2026-11-21T20:00:00.000Z");
  const weeksBefore = (weeks: number) => new Date(base - weeks * 7 * DAY_MS).toISOString();
  for (const [i, value] of [900, 1_000, 1_100, 1_300].entries()) {
    await say(weeksBefore(i + 1), value, value);
  }
  await say(weeksBefore(0), 100, 170);
  // The same source says more on the same day: its newest word counts.
  await say(new Date(base + 3_600_000).toISOString(), 200, 250);
  const ctx = { actor: null, database: db, now: NOW };
  const { days, sources } = await getTraffic(ctx, {
    ...torkham,
    metric: "trucks_crossed_24h",
    from: "2026-11-20T12:00:00.000Z",
    to: NOW,
  });
  expect(days.map(({ on }) => on)).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
  expect(days[2]).toEqual({
    on: "2026-11-22",
    low: 200,
    best: null,
    high: 250,
    usual: { low: 1_050, high: 1_050, values: 4 },
    comparison: "below",
  });
  expect(days[1]).toMatchObject({ low: null, usual: null, comparison: null });
  expect(sources).toHaveLength(1);
});
