import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import {
  addPiece,
  applyImport,
  endFile,
  listImports,
  startImport,
} from "#server/services/bulk-import/bring-file.ts";
import { importTable, type RowProblem } from "#server/services/bulk-import/import-table.ts";
import { listProblems, problemsCsv } from "#server/services/bulk-import/list-problems.ts";
import { failImport, readImport } from "#server/services/bulk-import/read-import.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const HEAD = "id;crossing;observed_at;lanes;state;trucks_stranded;source;source_kind;party";
const row = (cells: readonly string[]) => cells.join(";");
const good = (id: string, hoursAgo: number, trucks = "107") =>
  row([
    id,
    "torkham",
    addMs(NOW, -hoursAgo * HOUR_MS),
    "truck",
    "closed",
    trucks,
    "Customs",
    "official",
    "PK",
  ]);
const file = (...rows: string[]) => `\ufeff${[HEAD, ...rows].join("\r\n")}\r\n`;
const BAD = [
  row(["b1", "atlantis", NOW, "truck", "closed", "", "Customs", "official", ""]),
  row(["b2", "torkham", "yesterday", "boat", "half", "many", "Customs", "official", ""]),
  row(["b3", "torkham", "2027-11-22T15:00:00Z", "truck", "closed", "", "Customs", "official", ""]),
  row(["b4", "torkham", NOW, "truck", "closed", "", "Customs", "reporter", ""]),
];

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

const reportsIn = async (database: Database) =>
  Number((await database.execute(sql`select count(*) as n from reports`))[0]?.n);

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

describe("a file that is brought in the browser", () => {
  async function bring(database: Database, text: string, role: "admin" | "verifier" = "admin") {
    const ctx = { actor: await addAccount(database, role), database, now: NOW };
    const id = randomUUID();
    await startImport(ctx, { id, kind: "reports", fileName: "gates.csv" });
    const bytes = Buffer.from(text);
    for (let i = 0; i * 50 < bytes.length; i += 1) {
      const piece = {
        id,
        ordinal: i,
        data: bytes.subarray(i * 50, (i + 1) * 50).toString("base64"),
      };
      // Sent twice, as after a lost reply.
      await addPiece(ctx, piece);
      await addPiece(ctx, piece);
    }
    await endFile(ctx, { id });
    return { ctx, id };
  }

  test("comes in pieces, is checked, and applied by choice", async ({ loaded }) => {
    const { db } = loaded;
    const { ctx, id } = await bring(db, file(good("1", 3), ...BAD));
    expect(await readImport(db, id, NOW)).toMatchObject({
      state: "checked",
      rows: 5,
      good: 1,
      bad: 4,
    });
    expect(await reportsIn(db)).toBe(0);
    await expect(applyImport(ctx, { id, mode: "all" })).rejects.toMatchObject({ code: "conflict" });
    const { problems } = await listProblems(ctx, { id, limit: 1_000 });
    const csv = problemsCsv(problems);
    expect(csv.split("\r\n")[1]).toBe(`3,crossing,"there is no crossing ""atlantis""",${BAD[0]}`);
    await applyImport(ctx, { id, mode: "good" });
    expect(await readImport(db, id, NOW)).toMatchObject({ state: "applied", added: 1, bad: 4 });
    await expect(applyImport(ctx, { id, mode: "good" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await listImports(ctx)).imports).toHaveLength(1);
    expect(await db.execute(sql`select 1 from import_pieces`)).toHaveLength(0);
  });

  test("what was brought without a source is said by who brought it, under their pseudonym", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const text = `crossing,observed_at,state\ntorkham,${addMs(NOW, -HOUR_MS)},open\n`;
    const { ctx, id } = await bring(db, text, "verifier");
    await readImport(db, id, NOW);
    await applyImport(ctx, { id, mode: "all" });
    expect(await readImport(db, id, NOW)).toMatchObject({ state: "applied", added: 1 });
    const [source] = await db.execute(
      sql`select kind, name from sources where id like 'account:%'`,
    );
    expect(source).toMatchObject({ kind: "reporter", name: expect.stringMatching(/^observer-/) });
  });

  test("that was applied by one process is not failed by another that read it too", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const { ctx, id } = await bring(db, file(good("1", 3)));
    await readImport(db, id, NOW);
    await applyImport(ctx, { id, mode: "all" });
    await Promise.all([readImport(db, id, NOW), readImport(db, id, NOW)]);
    await failImport(db, {
      id,
      reason: "A piece of the file is missing; send it again.",
      now: NOW,
    });
    expect((await listImports(ctx)).imports).toMatchObject([{ state: "applied", problem: null }]);
    expect(await reportsIn(db)).toBe(1);
  });

  test("a row with much that is wrong is told once, and not at any length", async ({ loaded }) => {
    const long = "x".repeat(3_000);
    const { ctx, id } = await bring(
      loaded.db,
      file(row(["b1", "torkham", long, "truck", "half", "many", "Customs", "official", "PK"])),
    );
    await readImport(loaded.db, id, NOW);
    const { problems } = await listProblems(ctx, { id, limit: 1_000 });
    expect(problems.map(({ field }) => field).sort()).toEqual([
      "observed_at",
      "state",
      "trucks_stranded",
    ]);
    expect(problems.map(({ raw }) => raw.length).sort((a, b) => b - a)).toEqual([500, 0, 0]);
  });

  test("a file that is none fails with its reason", async ({ loaded }) => {
    const { id } = await bring(loaded.db, "<!doctype html>\n<p>Not found");
    expect(await readImport(loaded.db, id, NOW)).toMatchObject({
      state: "failed",
      problem: expect.stringContaining("Columns that are not known"),
    });
  });

  test("crossings are for admins; reporters bring nothing", async ({ loaded }) => {
    const { db } = loaded;
    const as = async (role: "verifier" | "reporter" | "firm") => ({
      actor: await addAccount(db, role),
      database: db,
      now: NOW,
    });
    const crossings = { id: randomUUID(), kind: "crossings", fileName: "a.csv" } as const;
    await expect(startImport(await as("verifier"), crossings)).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const role of ["reporter", "firm"] as const) {
      const ctx = await as(role);
      await expect(startImport(ctx, { ...crossings, kind: "reports" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(listImports(ctx)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
