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
import { listProblems, problemsCsv } from "#server/services/bulk-import/list-problems.ts";
import { failImport, readImport } from "#server/services/bulk-import/read-import.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";
import { BAD, file, good, reportsIn, row } from "./report-file.ts";

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
