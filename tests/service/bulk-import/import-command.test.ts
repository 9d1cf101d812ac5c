import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { CommandContext } from "#server/admin/command.ts";
import { importCommand } from "#server/admin/import-command.ts";
import { readEnv } from "#server/env.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPictureShelf } from "#server/photos/picture-shelf.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import type { OwnDatabase } from "../../support/database.ts";
import { test as base, NOW } from "../../support/reports.ts";

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-import-"));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

const contextIn = (client: OwnDatabase, folder: string): CommandContext => ({
  actor: OPERATOR,
  database: client.db,
  now: NOW,
  env: readEnv({}, folder),
  client,
  pictures: createPictureShelf(createDiskStore(folder)),
  readStdin: async () => "",
});

test("the command checks a file, tells what is wrong, and takes all or the good rows", async ({
  loaded,
  folder,
}) => {
  const ctx = contextIn(loaded, folder);
  const file = join(folder, "gates.csv");
  const problems = join(folder, "problems.csv");
  const rows = [
    "crossing,observed_at,state,source,source_kind",
    `torkham,${NOW},open,Customs,official`,
    `torkham,${NOW},open,,`,
  ];
  writeFileSync(file, rows.join("\n"));
  const checked = await importCommand.run(ctx, { check: true, problems }, [file]);
  expect(checked.text).toBe(
    "2 rows: 1 new, 0 known, 1 not well. Nothing was taken.\n  line 3: source is missing: say who said it",
  );
  expect(checked.hasFailed).toBe(true);
  expect(readFileSync(problems, "utf8")).toContain("3,source,is missing: say who said it");
  const all = await importCommand.run(ctx, {}, [file]);
  expect(all.text).toContain("Nothing was taken");
  expect(all.hasFailed).toBe(true);
  expect(await loaded.db.execute(sql`select 1 from reports`)).toHaveLength(0);
  const good = await importCommand.run(ctx, { "good-rows": true }, [file]);
  expect(good.text).toContain("2 rows: 1 taken, 0 known, 1 not well.");
  expect(good.hasFailed).toBe(false);
  const [audit] = await loaded.db.execute(
    sql`select details->>'added' as added from audit_events where action = 'import.apply'`,
  );
  expect(audit).toEqual({ added: "1" });
});

test("a folder is a record still", async ({ loaded, folder }) => {
  const ctx = contextIn(loaded, folder);
  const record = new URL("../../../data", import.meta.url).pathname;
  const { text } = await importCommand.run(ctx, {}, [record]);
  expect(text).toMatch(/^Record: 22 crossings/);
});
