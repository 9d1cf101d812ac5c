import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { listLevelChanges } from "#server/services/changes/list-level-changes.ts";
import { NOW, test } from "../../support/reports.ts";

test("an alert is followed through however many other changes, and only its own are read", async ({
  loaded: { db },
}) => {
  const add = (from: number, to: number, details: object) =>
    db.execute(sql`
      insert into changes (crossing_id, sequence, id, at, observed_at, details)
      select 'torkham', 10000 + i, gen_random_uuid(), ${NOW}::timestamptz, ${NOW}::timestamptz,
        jsonb_build_array(${JSON.stringify(details)}::text::jsonb)
      from generate_series(${from}::integer, ${to}::integer) i`);
  const level = { kind: "level", from: 0, to: 3 };
  await add(1, 2, level);
  await add(3, 4_000, { kind: "posture", side: "PK", from: "normal", to: "heightened" });
  await db.execute(sql`analyze changes`);
  const ctx = { actor: null, database: db, now: NOW };
  for (const slug of ["torkham", null]) {
    const { changes } = await listLevelChanges(ctx, { slug });
    const here = changes.filter(({ crossingId }) => crossingId === "torkham");
    expect(here.map(({ sequence }) => sequence)).toEqual([10_001, 10_002]);
    expect(here[0]?.details).toEqual([level]);
  }
  const plan = await db.execute(sql`
    explain select * from changes where crossing_id = 'torkham' and details @> '[{"kind": "level"}]'::jsonb
    order by sequence desc limit 200`);
  expect(JSON.stringify(plan)).toContain("changes_of_levels");
});
