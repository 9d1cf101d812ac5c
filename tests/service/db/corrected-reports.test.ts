import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { addAccount, NOW, test } from "../../support/reports.ts";

const MANY = 5_000;
const CORRECTIONS = 50;

test("what corrects a report is found by an index, however many there are at its crossing", async ({
  loaded: { db },
}) => {
  const { accountId } = await addAccount(db, "reporter");
  await db.execute(sql`insert into sources (id, kind, name) values ('gate', 'reporter', 'gate')`);
  const insert = (correctsId: string, many: number) =>
    db.execute(sql`
      insert into reports (crossing_id, id, source_id, account_id, observed_at, received_at, content_hash, claims, corrects_id)
      select 'torkham', gen_random_uuid(), 'gate', ${accountId}::uuid, ${NOW}::timestamptz, ${NOW}::timestamptz, 'x', '[]',
        ${sql.raw(correctsId)} from generate_series(1, ${sql.raw(String(many))})`);
  await insert("null", MANY);
  await insert("(select id from reports limit 1)", CORRECTIONS);
  await db.execute(sql`analyze reports`);
  // As Postgres asks before a report could go, and as a line of versions is followed.
  const plan = await db.execute(sql`explain select 1 from reports
    where crossing_id = 'torkham' and corrects_id = ${accountId}::uuid for key share`);
  expect(JSON.stringify(plan)).toContain("reports_by_corrected");
  const [size] = await db.execute(sql`select pg_relation_size('reports_by_corrected') as bytes`);
  // Reports that correct nothing are not in it.
  expect(Number(size?.bytes)).toBeLessThanOrEqual(16_384);
});
