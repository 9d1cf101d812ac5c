import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { restoreBackup } from "#server/db/restore.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPictureShelf } from "#server/photos/picture-shelf.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { openOwnDatabase } from "../../support/database.ts";
import { launch } from "../../support/gatewatch-process.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const folder = mkdtempSync(join(tmpdir(), "gatewatch-backup-photos-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataDir = (name: string) => join(folder, name);
const shelfOf = (name: string) =>
  createPictureShelf(createDiskStore(join(dataDir(name), "photos")));

/** Three photos of one report: kept, kept and lost, and one that has come in part. */
async function addPhotos(database: Database, name: string) {
  const actor = await addAccount(database, "reporter");
  const report = closedReport();
  await submitReport({ actor, database, now: NOW }, report);
  const ids = { kept: randomUUID(), lost: randomUUID(), begun: randomUUID() };
  for (const [what, id] of Object.entries(ids)) {
    await database.execute(sql`
      insert into report_photos (crossing_id, report_id, id, account_id, state, total_bytes)
      values ('torkham', ${report.id}, ${id}, ${actor.accountId},
        ${what === "begun" ? "uploading" : "kept"}, 1000)`);
  }
  const picture = { reportId: report.id, photoId: ids.kept };
  const bytes = Buffer.from([0xff, 0xd8, 0x0a, 0x5c, 0x2e, 0x0a, 0x00, 0xff]);
  await shelfOf(name).put(picture, bytes);
  return { picture, bytes };
}

async function admin(args: readonly string[], settings: { url: string; name: string }) {
  const command = launch(["admin", ...args, "--json"], {
    DATABASE_URL: settings.url,
    DATA_DIR: dataDir(settings.name),
  });
  command.child.stdin?.end();
  const code = await command.ended;
  expect(code, command.output()).toBe(0);
  return JSON.parse(command.answer());
}

describe("photos", () => {
  test("are in a backup, and restored with the reports that they belong to", async ({ loaded }) => {
    const { picture, bytes } = await addPhotos(loaded.db, "first");
    const file = join(folder, "whole");
    expect(await admin(["backup", file], { url: loaded.url, name: "first" })).toMatchObject({
      photos: 1,
      missingPhotos: 1,
    });
    const target = await openOwnDatabase();
    try {
      const restored = await admin(["restore", file], { url: target.url, name: "second" });
      expect(restored).toMatchObject({ photos: 1, rows: { report_photos: 3 } });
      expect(await shelfOf("second").find(picture)).toEqual(bytes);

      const text = gunzipSync(readFileSync(file)).toString("utf8");
      const damaged = {
        "with other bytes": text.replace(bytes.toString("base64"), "AAAA"),
        "with a photo less": text.replace(/\{"picture".*\n.*\n/, ""),
        "with a photo twice": text.replace(/(\{"picture".*\n.*\n)/, "$1$1"),
      };
      const empty = await openOwnDatabase();
      for (const [what, changed] of Object.entries(damaged)) {
        writeFileSync(file, gzipSync(changed));
        const shelf = shelfOf("third");
        const restoring = restoreBackup(empty.sql, { file, shelf });
        await expect(restoring, what).rejects.toMatchObject({ code: "invalid" });
        expect(await shelf.find(picture), what).toBeNull();
      }
      await empty.drop();
    } finally {
      await target.drop();
    }
  });
});
