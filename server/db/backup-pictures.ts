/**
 * The pictures of reports within a backup, after the tables: two lines each, `{"picture":{…},"sha256":…}` and its bytes
 * in base64. Those that the rows of the same backup call kept; pieces that have not become a picture are sent anew.
 */
import { hash } from "node:crypto";
import type postgres from "postgres";
import { z } from "zod";

const PictureIds = z.object({ reportId: z.uuid(), photoId: z.uuid() });
type PictureIds = z.output<typeof PictureIds>;

/** The line before a picture's bytes. */
export const PictureHead = z.object({ picture: PictureIds, sha256: z.string() });

/** Where the bytes of pictures lie. */
export interface PictureShelf {
  /** null: it is not there. */
  find(ids: PictureIds): Promise<Uint8Array | null>;
  put(ids: PictureIds, bytes: Uint8Array): Promise<void>;
  delete(ids: readonly PictureIds[]): Promise<void>;
}

export interface PictureCounts {
  written: number;
  /** Named by a row, and not on the shelf. */
  missing: number;
}

export async function* pictureLines(
  sql: postgres.TransactionSql,
  shelf: PictureShelf,
  counts: PictureCounts,
): AsyncGenerator<string> {
  const kept = await sql`
    select report_id as "reportId", id as "photoId" from report_photos where state = 'kept'
    order by crossing_id, report_id, id`;
  for (const row of kept) {
    const picture = PictureIds.parse(row);
    const bytes = await shelf.find(picture);
    if (bytes === null) {
      counts.missing += 1;
      continue;
    }
    yield `${JSON.stringify({ picture, sha256: hash("sha256", bytes) })}\n`;
    yield `${Buffer.from(bytes).toString("base64")}\n`;
    counts.written += 1;
  }
}

/** Puts pictures on the shelf as they are read, and takes those away again that it put there. */
export function shelveAll(shelf: PictureShelf) {
  const put: PictureIds[] = [];
  return {
    count: 0,
    /** false: these are not the bytes that the backup was made of. */
    async add({ picture, sha256 }: z.output<typeof PictureHead>, line: Buffer): Promise<boolean> {
      const bytes = Buffer.from(line.toString("latin1"), "base64");
      if (hash("sha256", bytes) !== sha256) return false;
      this.count += 1;
      // What lies there already is not ours to take away, should the rest fail.
      if ((await shelf.find(picture)) !== null) return true;
      put.push(picture);
      await shelf.put(picture, bytes);
      return true;
    },
    undo: () => shelf.delete(put),
  };
}
