import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { importTable, type RowProblem } from "#server/services/bulk-import/import-table.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { NOW, test } from "../../support/reports.ts";
import { BAD, file, good, reportsIn, row } from "./report-file.ts";

async function load(
  database: Database,
  text: string,
  mode: "check" | "all" | "good",
  kind: "reports" | "crossings" = "reports",
) {
  const problems: RowProblem[] = [];
  const counts = await importTable(database, {
    kind,
    mode,
    chunks: [Buffer.from(text)],
    bringer: null,
    now: NOW,
    onProblems: async (found) => void problems.push(...found),
  });
  return { counts, problems };
}

describe("a file of reports", () => {
  test("is checked without storing anything, with every problem by line and column", async ({
    loaded,
  }) => {
    const { counts, problems } = await load(
      loaded.db,
      file(good("1", 3), ...BAD, good("2", 2)),
      "check",
    );
    expect(counts).toEqual({ rows: 6, added: 2, repeated: 0, bad: 4 });
    expect(problems.map(({ line, problems: of }) => [line, of.map(({ path }) => path)])).toEqual([
      [3, ["crossing"]],
      [4, ["observed_at", "lanes", "state", "trucks_stranded"]],
      [5, ["observed_at"]],
      [6, ["source_kind"]],
    ]);
    expect(await reportsIn(loaded.db)).toBe(0);
  });

  test("all or nothing: one bad row, and nothing of it is there", async ({ loaded }) => {
    const { db } = loaded;
    const many = Array.from({ length: 1_200 }, (_, i) => good(`r${i}`, 1 + i / 100));
    expect((await load(db, file(...many, BAD[0] ?? ""), "all")).counts).toBeNull();
    expect(await reportsIn(db)).toBe(0);
    expect((await load(db, file(...many), "all")).counts).toMatchObject({ added: 1_200, bad: 0 });
    expect(await reportsIn(db)).toBe(1_200);
  });

  test("good rows only: they count, and the status follows; again it adds nothing", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const text = file(good("1", 3), ...BAD, good("2", 2, "۱۷۰"));
    expect((await load(db, text, "good")).counts).toEqual({
      rows: 6,
      added: 2,
      repeated: 0,
      bad: 4,
    });
    expect((await load(db, text, "good")).counts).toEqual({
      rows: 6,
      added: 0,
      repeated: 2,
      bad: 4,
    });
    const ctx = { actor: null, database: db, now: NOW };
    const { status } = await getCrossing(ctx, { slug: "torkham", at: NOW, known: "now" });
    const truck = status.lanes.find(({ lane }) => lane === "PK-AF/truck");
    expect(truck?.observed.value).toBe("closed");
    const [stored] = await db.execute(sql`
      select r.via, s.kind, s.party, r.claims->1->>'low' as low from reports r join sources s on s.id = r.source_id
      order by r.observed_at desc limit 1`);
    expect(stored).toEqual({ via: "import", kind: "official", party: "PK", low: "170" });
  });

  test("an id that says something else the second time is told, without ids rows are known by what they say", async ({
    loaded,
  }) => {
    const { db } = loaded;
    await load(db, file(good("1", 3), good("", 2)), "all");
    const again = await load(db, file(good("1", 3, "200"), good("", 2)), "check");
    expect(again.counts).toEqual({ rows: 2, added: 0, repeated: 1, bad: 1 });
    expect(again.problems[0]?.problems).toEqual([
      { path: "id", message: "was used for another report" },
    ]);
  });

  test("two countries' Customs are two sources, each with its own party", async ({ loaded }) => {
    const { db } = loaded;
    const said = (id: string, party: string) =>
      row([id, "torkham", NOW, "truck", "closed", "", "Customs", "official", party]);
    const text = file(said("1", "PK"), said("2", "AF"), said("3", ""));
    expect((await load(db, text, "all")).counts).toMatchObject({ added: 3, bad: 0 });
    const stored = await db.execute(sql`
      select s.party from reports r join sources s on s.id = r.source_id order by s.party nulls last`);
    expect(stored.map(({ party }) => party)).toEqual(["AF", "PK", null]);
  });

  test("a source that is stored with another party, or whose name is no word, is refused", async ({
    loaded,
  }) => {
    const { db } = loaded;
    await db.execute(sql`
      insert into sources (id, kind, name, party) values ('official:pk', 'official', 'Authorities of Pakistan', 'PK')`);
    const said = (id: string, source: string) =>
      row([id, "torkham", NOW, "truck", "closed", "", source, "official", ""]);
    const text = file(said("1", "PK"), said("2", "---"), said("3", "Customs"));
    const checked = await load(db, text, "check");
    expect(checked.counts).toEqual({ rows: 3, added: 1, repeated: 0, bad: 2 });
    const told = checked.problems.map(({ line, problems: of }) => [line, of[0]?.path]);
    expect(told.sort()).toEqual([
      [2, "party"],
      [3, "source"],
    ]);
    expect((await load(db, text, "good")).counts).toMatchObject({ added: 1, bad: 2 });
    const stored = await db.execute(sql`select source_id from reports`);
    expect(stored.map((one) => one.source_id)).toEqual(["official:customs"]);
  });

  test("a column that is not known refuses the file, so that none is silently lost", async ({
    loaded,
  }) => {
    await expect(load(loaded.db, "crossing,observed_at,stat\n", "check")).rejects.toThrow(/"stat"/);
    await expect(load(loaded.db, "<html>", "check")).rejects.toThrow(/not known/);
  });
});

describe("a file of crossings", () => {
  const HEADER = "id,name,country_a,zone_a,country_b,zone_b,latitude,longitude,modes,directions";
  const gate = (over: Partial<Record<"id" | "b" | "lat" | "modes" | "directions", string>> = {}) =>
    `${over.id ?? "north-gate"},North Gate,PK,Asia/Karachi,${over.b ?? "IN"},Asia/Kolkata,${over.lat ?? "۳۱.۶"},74.5,${over.modes ?? "truck pedestrian"},${over.directions ?? ""}`;

  test("is taken over once; what is there is never changed by a file", async ({ loaded }) => {
    const { db } = loaded;
    const text = [
      HEADER,
      gate(),
      gate({ id: "one-way", directions: "a_to_b", lat: "" }).replace(",74.5,", ",,"),
    ].join("\n");
    expect((await load(db, text, "all", "crossings")).counts).toMatchObject({ added: 2, bad: 0 });
    expect((await load(db, text, "all", "crossings")).counts).toMatchObject({
      added: 0,
      repeated: 2,
    });
    const ctx = { actor: null, database: db, now: NOW };
    const { crossing } = await getCrossing(ctx, { slug: "one-way", at: NOW, known: "now" });
    expect(crossing.position).toBeNull();
    expect(crossing.lanes.map(({ id }) => id)).toEqual(["PK-IN/truck", "PK-IN/pedestrian"]);
    const other = await load(
      db,
      [HEADER, gate({ modes: "rail" })].join("\n"),
      "check",
      "crossings",
    );
    expect(other.problems[0]?.problems[0]?.path).toBe("id");
  });

  test("each thing that is wrong is told by its column", async ({ loaded }) => {
    const text = [
      HEADER,
      gate({ id: "No Slug", b: "PK", lat: "131", modes: "boat", directions: "up" }),
    ].join("\n");
    const { problems } = await load(loaded.db, text, "check", "crossings");
    expect(problems[0]?.problems.map(({ path }) => path)).toEqual([
      "id",
      "country_b",
      "modes",
      "directions",
      "latitude",
    ]);
  });
});
