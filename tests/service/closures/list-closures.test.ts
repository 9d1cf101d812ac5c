import { expect } from "vitest";
import { listClosures } from "#server/services/closures/list-closures.ts";
import { refreshClosures } from "#server/services/closures/refresh-closures.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

test("a closure that goes on reaches to the moment it is asked for, not to when it was derived", async ({
  loaded: { db },
}) => {
  const actor = await addAccount(db, "reporter", { trusted: true });
  await submitReport({ actor, database: db, now: NOW }, closedReport());
  await refreshClosures(db, "torkham", "2026-11-22T17:00:00.000Z");
  const now = "2026-11-22T18:00:00.000Z";
  const filter = {
    slug: "torkham",
    from: null,
    to: null,
    at: null,
    known: "now",
    limit: 5,
  } as const;
  const { closures } = await listClosures({ actor: null, database: db, now }, filter);
  expect(closures).toHaveLength(1);
  expect(closures[0]).toMatchObject({ end: "ongoing", toAt: now });
  expect(closures[0]?.phases.at(-1)?.toAt).toBe(now);
});
