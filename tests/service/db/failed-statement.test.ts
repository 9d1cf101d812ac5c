import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { test } from "../../support/database.ts";

const SECRET = "somebody@example.org";

test("the error of a failed statement holds none of its values", async ({
  ownDatabase: { db },
}) => {
  await db.execute(sql`create table people (email text primary key)`);
  await db.execute(sql`insert into people values (${SECRET})`);
  const again = db.execute(sql`insert into people values (${SECRET})`);
  const error: unknown = await again.catch((caught: unknown) => caught);
  expect(error).toMatchObject({ cause: { code: "23505" } });
  // As console.error shows it.
  expect(inspect(error, { depth: 9 })).toContain("insert into people");
  expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
});

test("a failure inside a transaction holds none either", async ({ ownDatabase: { db } }) => {
  const failed = db.transaction((tx) => tx.execute(sql`select ${SECRET}::text::int / 0`));
  const error: unknown = await failed.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ params: [], message: expect.not.stringContaining(SECRET) });
});
