import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { listClosures } from "#server/services/closures/list-closures.ts";
import { refreshClosures } from "#server/services/closures/refresh-closures.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

describe("history", () => {
  const trusted = async (db: Database) => addAccount(db, "reporter", { trusted: true });
  const truck = (value: string) => ({ kind: "state", lanes: ["PK-AF/truck"], value });

  test("a closure that is confirmed every few hours is one closure, and goes on", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await trusted(db);
    for (let hour = 0; hour <= 60; hour += 4) {
      const at = new Date(Date.parse("2026-11-20T04:00:00Z") + hour * 3_600_000).toISOString();
      const claims = hour % 8 === 4 ? [{ kind: "no_change" }] : [truck("closed")];
      await submitReport(
        { actor, database: db, now: at },
        closedReport(randomUUID(), { observedAt: at, claims }),
      );
    }
    await refreshClosures(db, "torkham", NOW);
    const ctx = { actor: null, database: db, now: NOW };
    const filter = { slug: "torkham", to: null, at: null, known: "now" as const, limit: 9 };
    const { closures } = await listClosures(ctx, { ...filter, from: null });
    expect(closures).toMatchObject([{ fromAt: "2026-11-20T04:00:00.000Z", end: "ongoing" }]);
    const later = await listClosures(ctx, { ...filter, from: "2026-11-22T17:00:00.000Z" });
    expect(later.closures).toHaveLength(1);
  });

  test("a phone that runs three minutes fast is heard when its instant comes", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await trusted(db);
    const ahead = "2026-11-22T16:03:00.000Z";
    await submitReport(
      { actor, database: db, now: NOW },
      closedReport(randomUUID(), { observedAt: ahead }),
    );
    const lane = async (now: string) => {
      const { status } = await getCrossing(
        { actor: null, database: db, now },
        { slug: "torkham", at: null, known: "now" },
      );
      return { value: status.lanes.find((l) => l.lane === "PK-AF/truck")?.value, status };
    };
    const early = await lane("2026-11-22T16:00:30.000Z");
    expect(early.value).toBe("unknown");
    expect(early.status.nextChangeAt).toBe(ahead);
    expect((await lane(ahead)).value).toBe("closed");
  });

  test("closed, opened and closed again in one group are three turns", async ({ loaded }) => {
    const { db } = loaded;
    const actor = await trusted(db);
    const say = (observedAt: string, value: string) =>
      submitReport(
        { actor, database: db, now: NOW },
        closedReport(randomUUID(), { observedAt, claims: [truck(value)] }),
      );
    await say("2026-11-22T14:00:00.000Z", "closed");
    await Promise.all([
      say("2026-11-22T15:01:00.000Z", "closed"),
      say("2026-11-22T15:00:00.000Z", "open"),
    ]);
    await refreshClosures(db, "torkham", NOW);
    const { closures } = await listClosures(
      { actor: null, database: db, now: NOW },
      { slug: "torkham", from: null, to: null, at: null, known: "now", limit: 9 },
    );
    expect(closures.map(({ fromAt, end }) => [fromAt, end])).toEqual([
      ["2026-11-22T15:01:00.000Z", "ongoing"],
      ["2026-11-22T14:00:00.000Z", "reopened"],
    ]);
  });

  test("one id with two contents at once: the first counts, the other is told", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const actor = await trusted(db);
    const id = randomUUID();
    const count = (low: number) => ({
      claims: [{ kind: "count", metric: "trucks_stranded", exact: low, basis: "told" }],
    });
    const ctx = { actor, database: db, now: NOW };
    const outcomes = await Promise.allSettled([
      submitReport(ctx, closedReport(id, count(100))),
      submitReport(ctx, closedReport(id, count(777))),
    ]);
    expect(outcomes.map((o) => o.status)).toEqual(["fulfilled", "rejected"]);
    const { status } = await getCrossing(
      { actor: null, database: db, now: NOW },
      { slug: "torkham", at: null, known: "now" },
    );
    expect(status.figures).toMatchObject([{ low: 100, high: 100 }]);
  });

  test("who waited behind a later report does not turn the status back", async ({ loaded }) => {
    const { db } = loaded;
    const actor = await trusted(db);
    const say = (now: string, exact: number) =>
      submitReport(
        { actor, database: db, now },
        closedReport(randomUUID(), {
          observedAt: now,
          claims: [{ kind: "count", metric: "trucks_stranded", exact, basis: "told" }],
        }),
      );
    await say("2026-11-22T16:00:05.000Z", 777);
    await say("2026-11-22T16:00:01.000Z", 50);
    const ctx = { actor: null, database: db, now: "2026-11-22T16:00:06.000Z" };
    const { changes } = await listLatestChanges(ctx, {
      slug: "torkham",
      limit: 9,
      at: null,
      before: null,
    });
    const figures = changes.flatMap((c) => c.details.filter((d) => d.kind === "figure"));
    expect(figures).toMatchObject([{ from: null, to: { low: 777 } }]);
  });
});
