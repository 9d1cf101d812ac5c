import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect } from "vitest";
import { writeBackup } from "#server/db/backup.ts";
import type { DatabaseClient } from "#server/db/client.ts";
import { restoreBackup } from "#server/db/restore.ts";
import { listTables } from "#server/db/tables.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPictureShelf } from "#server/photos/picture-shelf.ts";
import { openOwnDatabase, test } from "../../support/database.ts";
import { addCrossing, addPerson, NOW, signInAs } from "./builders.ts";

const folder = mkdtempSync(join(tmpdir(), "gatewatch-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const shelf = createPictureShelf(createDiskStore(join(folder, "photos")));

/** Rows that a line-based format could stumble over. */
const AWKWARD = 'tab\t, line\nbreak, carriage\rreturn, \\. , "quotes", \u2028 and گذرگاه';

async function fill({ db, sql }: DatabaseClient): Promise<void> {
  await addCrossing(db, "torkham");
  const { email } = await addPerson(db, { name: AWKWARD, crossings: ["torkham"] });
  await signInAs(db, email);
  await sql`insert into statuses (crossing_id, sequence) values ('torkham', 1)`;
  await sql`insert into changes (crossing_id, sequence, id, at, observed_at, details, transaction)
    values ('torkham', 1, gen_random_uuid(), ${NOW}, ${NOW}, '[]', (pg_current_xact_id()::text::bigint + 5000)::text::xid8)`;
}

async function contents({ sql }: DatabaseClient): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { name } of await listTables(sql)) {
    all[name] = await sql`select to_jsonb(t) as row from ${sql(name)} t order by to_jsonb(t)::text`;
  }
  return all;
}

describe("a backup", () => {
  test("is restored whole into an empty database", async ({ ownDatabase }) => {
    await fill(ownDatabase);
    const file = join(folder, "whole");
    const { rows } = await writeBackup(ownDatabase.sql, { file, madeAt: NOW, shelf });
    expect(rows).toMatchObject({ accounts: 1, sessions: 1, changes: 1, audit_events: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = await openOwnDatabase();
    try {
      expect(await restoreBackup(target.sql, { file, shelf })).toEqual({ rows, pictures: 0 });
      expect(await contents(target)).toEqual(await contents(ownDatabase));
      const [seen] = await target.sql`select count(*)::int as n from changes
        where transaction < pg_snapshot_xmin(pg_current_snapshot())`;
      expect(seen?.n).toBe(1);
      await expect(target.sql`delete from audit_events`).rejects.toThrow("append-only");
      await expect(restoreBackup(target.sql, { file, shelf })).rejects.toMatchObject({
        code: "conflict",
      });
    } finally {
      await target.drop();
    }
  });

  test("that is damaged leaves nothing behind", async ({ ownDatabase }) => {
    await fill(ownDatabase);
    const file = join(folder, "damaged");
    await writeBackup(ownDatabase.sql, { file, madeAt: NOW, shelf });
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString("utf8");
    const lines = text.split("\n");
    const changed = (replace: (text: string) => string) => gzipSync(replace(text));
    const damaged = {
      "no gzip": Buffer.from("nothing of ours"),
      "cut off": whole.subarray(0, whole.length - 20),
      "without its end": gzipSync(`${lines.slice(0, -2).join("\n")}\n`),
      "with fewer rows than it says": changed((t) => t.replace('"accounts":1', '"accounts":2')),
      "with another's table": changed((t) => t.replace('"table":"accounts"', '"table":"pg_class"')),
      empty: gzipSync(""),
    };
    const target = await openOwnDatabase();
    try {
      const before = await contents(target);
      for (const [name, bytes] of Object.entries(damaged)) {
        writeFileSync(file, bytes);
        await expect(restoreBackup(target.sql, { file, shelf }), name).rejects.toMatchObject({
          code: "invalid",
        });
      }
      writeFileSync(
        file,
        changed((t) => t.replace(/"migrations":\["\w/, '"migrations":["')),
      );
      await expect(restoreBackup(target.sql, { file, shelf })).rejects.toMatchObject({
        code: "conflict",
      });
      const absent = { file: join(folder, "absent"), shelf };
      await expect(restoreBackup(target.sql, absent)).rejects.toMatchObject({
        code: "not_found",
      });
      expect(await contents(target)).toEqual(before);
    } finally {
      await target.drop();
    }
  });
});
