import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { listReporters } from "#server/services/relay/find-reporters.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

test("reporters are named so that two of one name can be told apart", async ({
  loaded: { db },
}) => {
  const both = [await addAccount(db, "reporter"), await addAccount(db, "reporter")];
  await db.execute(sql`update accounts set name = 'Zarghuna'`);
  const ctx = { actor: await addAccount(db, "verifier"), database: db, now: NOW };
  const { reporters } = await listReporters(ctx, { crossingId: "torkham" });
  const emails = await db.execute(sql`select id, name, email from accounts where role = 'reporter'
    order by email`);
  expect(reporters).toEqual([...emails]);
  expect(new Set(reporters.map(({ email }) => email)).size).toBe(both.length);
});
