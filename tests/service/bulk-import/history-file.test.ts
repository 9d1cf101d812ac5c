/* A file of history: thousands of rows that are older than what is known already. */
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { addMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import { importTable } from "#server/services/bulk-import/import-table.ts";
import { refreshClosures } from "#server/services/closures/refresh-closures.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const HOURS = 2_400;
const STEP_MS = HOUR_MS / 2;
const HEAD = "id,crossing,observed_at,state,source,source_kind";

/** A word each half hour up to some hours ago; for two days of every twenty the gate is closed. */
function rows(count = (HOURS * HOUR_MS) / STEP_MS, hoursAgo = 100): string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = addMs(NOW, -hoursAgo * HOUR_MS - (count - i) * STEP_MS);
    const isClosed = Math.floor((i * STEP_MS) / (48 * HOUR_MS)) % 10 === 5;
    return `r${i},torkham,${at},${isClosed ? "closed" : "open"},Customs ${i % 3},official`;
  });
}

const load = (database: Database, lines: readonly string[], mode: "all" | "good") =>
  importTable(database, {
    kind: "reports",
    mode,
    chunks: [Buffer.from([HEAD, ...lines].join("\n"))],
    bringer: null,
    now: NOW,
    onProblems: async () => undefined,
  });

async function sayNow(database: Database): Promise<void> {
  const actor = await addAccount(database, "reporter", { trusted: true });
  await submitReport({ actor, database, now: NOW }, closedReport());
}

const turning = async (database: Database) =>
  Number(
    (await database.execute(sql`select count(*) as n from report_states where is_turning`))[0]?.n,
  );

async function closures(database: Database): Promise<unknown[]> {
  await refreshClosures(database, "torkham", NOW);
  return [
    ...(await database.execute(sql`select from_at, to_at, closure from closures order by 1`)),
  ];
}

for (const mode of ["all", "good"] as const) {
  test(`taken by "${mode}" it keeps what turned and what renews, and closures follow as from every word`, async ({
    loaded: { db },
  }) => {
    await sayNow(db);
    expect(await load(db, rows(), mode)).toMatchObject({ added: 4_800, bad: 0 });
    const kept = await turning(db);
    // Each change, a word in half an interval, and the ends of groups: not all 4,800.
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThan(1_500);
    const found = await closures(db);
    expect(found.length).toBeGreaterThan(3);
    await db.execute(sql`update report_states set is_turning = true`);
    expect(await closures(db)).toEqual(found);
  });
}

test("rows that fall between others are all kept: nobody knows what they turn", async ({
  loaded: { db },
}) => {
  await sayNow(db);
  const all = rows(400);
  await load(
    db,
    all.filter((_, i) => i % 2 === 0),
    "good",
  );
  const before = await turning(db);
  await load(
    db,
    all.filter((_, i) => i % 2 === 1),
    "good",
  );
  expect((await turning(db)) - before).toBeGreaterThanOrEqual(200);
});

test("all or nothing tells one change of a crossing, however many rows there are", async ({
  loaded: { db },
}) => {
  const changes = async () =>
    Number((await db.execute(sql`select count(*) as n from changes`))[0]?.n);
  await load(db, rows(4_800, 0), "all");
  expect(await changes()).toBe(1);
  const [status] = await db.execute(
    sql`select status->>'lastWordAt' as at from statuses where crossing_id = 'torkham'`,
  );
  expect(status).toEqual({ at: addMs(NOW, -30 * MINUTE_MS) });
});

test("two files at once, and live reports meanwhile, wait for each other and not in a circle", async ({
  loaded: { db },
}) => {
  const linesOf = (crossing: string, prefix: string) =>
    rows(1_500).map((line) => line.replace("torkham", crossing).replace(/^r/, prefix));
  const [one, other] = await Promise.all([
    load(db, [...linesOf("torkham", "a"), ...linesOf("kharlachi", "b")], "all"),
    load(db, [...linesOf("kharlachi", "c"), ...linesOf("torkham", "d")], "all"),
    sayNow(db),
  ]);
  expect([one?.rows, other?.rows]).toEqual([3_000, 3_000]);
});
