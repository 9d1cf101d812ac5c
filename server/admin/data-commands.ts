import { resolve } from "node:path";
import { type RowCounts, writeBackup } from "#server/db/backup.ts";
import { restoreBackup } from "#server/db/restore.ts";
import { OPERATOR, recordAudit } from "#server/services/accounts/audit.ts";
import type { Command } from "./command.ts";

const total = (rows: RowCounts) => Object.values(rows).reduce((sum, n) => sum + n, 0);

export const backup: Command = {
  name: "backup",
  summary: "Write everything, photos too, to one file, as of one instant",
  synopsis: "FILE",
  details: [
    "Gatewatch may go on running. The file holds password hashes, reporters' names and photos that nobody published;",
    "only its owner can read it. Secrets in DATA_DIR are not in it, nor photos that have come in part: phones send those anew.",
  ],
  options: {},
  positionals: 1,
  async run(ctx, _values, [name = ""]) {
    const file = resolve(name);
    const { rows, pictures } = await writeBackup(ctx.client.sql, {
      file,
      madeAt: ctx.now,
      shelf: ctx.pictures,
    });
    await ctx.client.db.transaction((tx) =>
      recordAudit(tx, { actor: OPERATOR, now: ctx.now, action: "backup.write", subject: file }),
    );
    const { written, missing } = pictures;
    const without = missing === 0 ? "" : ` ${missing} photos are not in DATA_DIR/photos.`;
    return {
      text: `Wrote ${total(rows)} rows and ${written} photos to ${file}.${without}`,
      data: { file, rows, photos: written, missingPhotos: missing },
    };
  },
};

export const restore: Command = {
  name: "restore",
  summary: "Read a backup back into an empty database, all of it or nothing",
  synopsis: "FILE",
  details: [
    "Set DATA_DIR to a folder that does not exist yet, or DATABASE_URL to an empty database.",
    "Photos are put into DATA_DIR/photos.",
    "People sign in anew unless AUTH_SECRET is the same as before.",
  ],
  options: {},
  positionals: 1,
  async run(ctx, _values, [name = ""]) {
    const file = resolve(name);
    const { rows, pictures } = await restoreBackup(ctx.client.sql, {
      file,
      shelf: ctx.pictures,
    });
    await ctx.client.db.transaction((tx) =>
      recordAudit(tx, { actor: OPERATOR, now: ctx.now, action: "backup.restore", subject: file }),
    );
    return {
      text: `Restored ${total(rows)} rows and ${pictures} photos from ${file}.`,
      data: { file, rows, photos: pictures },
    };
  },
};
