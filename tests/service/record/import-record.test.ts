import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { listChanges, listLatestChanges } from "#server/services/changes/list-changes.ts";
import { listClosures } from "#server/services/closures/list-closures.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { getHistory } from "#server/services/crossings/get-history.ts";
import { getRibbon } from "#server/services/crossings/get-ribbon.ts";
import { listOverview } from "#server/services/crossings/list-overview.ts";
import { getIncident, listIncidents } from "#server/services/incidents/list-incidents.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { listPublicReports } from "#server/services/reports/list-reports.ts";
import { test } from "../../support/database.ts";

const NOW = "2026-11-22T16:00:00.000Z";
const DATA = new URL("../../../data", import.meta.url).pathname;

test("the record loads through the services and reads back as it is", async ({ ownDatabase }) => {
  const { db } = ownDatabase;
  const files = await readRecordFiles(DATA);
  const first = await importRecord(db, files, NOW);
  expect(first.crossings).toBe(22);
  expect(first.reports.added).toBe(first.reports.read);
  expect(first.closures).toBeGreaterThan(80);

  await db.execute(
    sql`update crossings set local_names = '{"ur": "طورخم گیٹ"}' where id = 'torkham'`,
  );
  const again = await importRecord(db, files, NOW);
  expect(again.reports.added).toBe(0);
  const named = await getCrossing(
    { actor: null, database: db, now: NOW },
    { slug: "torkham", at: null, known: "now" },
  );
  // What was changed here stays; a language without a name is given one.
  expect(named.crossing.localNames).toEqual({ ur: "طورخم گیٹ", ps: "تورخم", fa: "تورخم" });
  expect(again.changes).toBe(0);
  expect(again.closures).toBe(first.closures);

  const ctx = { actor: null, database: db, now: NOW };
  const clash = await listOverview(ctx, { at: "2025-10-13T12:00:00.000Z", known: "now" });
  const five = ["torkham", "chaman-spin-boldak", "kharlachi", "ghulam-khan", "angoor-ada"];
  for (const id of five) {
    const row = clash.crossings.find(({ crossing }) => crossing.id === id);
    expect(row?.status.condition, id).toBe("closed");
  }
  const chaman = clash.crossings.find(({ crossing }) => crossing.id === "chaman-spin-boldak");
  expect(chaman?.status.exceptions).toMatchObject([
    { class: "returnees", direction: "PK-AF", mode: "pedestrian", state: "open" },
  ]);
  expect(chaman?.status.figures).toMatchObject([
    { metric: "people_stranded", low: 100, best: null, high: 999 },
  ]);
  expect(chaman?.sparkline).toHaveLength(30);

  const today = await listOverview(ctx, { at: null, known: "now" });
  expect(new Set(today.crossings.map(({ status }) => status.condition))).toEqual(
    new Set(["unknown"]),
  );

  const september = { slug: "torkham", at: "2025-09-01T00:00:00.000Z" };
  const hindsight = await getCrossing(ctx, { ...september, known: "now" });
  expect(hindsight.status.condition).toBe("open");
  expect(hindsight.status.lanes.every((lane) => lane.recorded)).toBe(true);
  const then = await getCrossing(ctx, { ...september, known: "then" });
  expect(then.status.condition).toBe("unknown");
  expect(then.status.lanes[0]?.lastSeen?.value).toBe("open");

  const history = await getHistory(ctx, {
    slug: "torkham",
    metric: "trucks_stranded",
    side: null,
    from: "2011-01-01T00:00:00.000Z",
    to: NOW,
    bucketMinutes: null,
  });
  expect(history.points.length).toBeLessThanOrEqual(400);
  expect(history.claims.map((claim) => claim.low)).toContain(4_000);
  expect(history.points.some((point) => point.low === 107)).toBe(true);

  const { ribbons } = await getRibbon(ctx, {
    slug: "torkham",
    from: "2025-10-01T00:00:00.000Z",
    to: "2025-11-01T00:00:00.000Z",
  });
  expect(ribbons[0]?.segments.map((segment) => segment.value)).toEqual(["open", "closed"]);

  const all = { from: null, to: null, at: null, known: "now" as const, limit: 500 };
  const { closures } = await listClosures(ctx, { ...all, slug: "torkham" });
  expect(closures[0]).toMatchObject({ cause: "clash", end: "lost_sight" });
  const { closures: past } = await listClosures(ctx, {
    ...all,
    slug: "torkham",
    at: "2025-10-13T12:00:00.000Z",
  });
  expect(past[0]).toMatchObject({ cause: "clash", end: "ongoing" });

  const latest = await listLatestChanges(ctx, {
    slug: "torkham",
    limit: 20,
    at: null,
    before: null,
  });
  expect(latest.changes.length).toBe(20);
  const seen = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const page = await listChanges(ctx, { after, slug: null, limit: 100, at: null });
    if (page.changes.length === 0) break;
    for (const change of page.changes) seen.add(change.id);
    after = page.next;
  }
  expect(seen.size).toBe(first.changes);

  const { incident } = await getIncident(ctx, { slug: "october-2025-clashes", at: null });
  const soldiers = incident.casualtyClaims.filter((c) =>
    c.about.startsWith("Pakistani soldiers killed"),
  );
  expect(soldiers.map((c) => [c.claimant.party, c.low]).sort()).toEqual([
    ["AF", 58],
    ["PK", 23],
  ]);
  expect((await listIncidents(ctx, { at: null })).incidents.length).toBe(first.incidents);
  const page = await listPublicReports(ctx, { slug: "torkham", before: null, limit: 10, at: null });
  expect(page.reports).toHaveLength(10);
  expect(JSON.stringify(page)).not.toContain("account");
});

test("history cannot be rewritten", async ({ tx }) => {
  await expect(tx.execute(sql`delete from reports`)).rejects.toMatchObject({
    cause: { message: expect.stringContaining("append-only") },
  });
});

test("a ribbon as known then shows only what had been published by then", async ({
  ownDatabase: { db },
}) => {
  await importRecord(db, await readRecordFiles(DATA), NOW);
  const ctx = { actor: null, database: db, now: NOW };
  const span = {
    slug: "torkham",
    from: "2025-10-11T00:00:00.000Z",
    to: "2025-10-14T00:00:00.000Z",
  };
  const values = async (knownAt: string | null) =>
    (await getRibbon(ctx, { ...span, knownAt })).ribbons[0]?.segments.map(({ value }) => value);
  expect(await values(null)).toEqual(["open", "closed"]);
  expect(await values(span.to)).toEqual(["unknown"]);
});
