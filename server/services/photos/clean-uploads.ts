import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { addMs, DAY_MS, type Instant, laterOf } from "#server/domain/time.ts";
import { type PhotoIds, UPLOADS, uploadOf } from "#server/photos/photo-store.ts";
import { finishUpload } from "./finish-upload.ts";
import { getPhoto, type PhotoContext } from "./photo-rows.ts";

/** An upload that nobody continued for this long is given up; the phone may begin it again. */
const ABANDONED_MS = DAY_MS;
const MOST_AT_ONCE = 50;

type CleanContext = Pick<PhotoContext, "database" | "store" | "encode" | "now">;

interface Upload {
  readonly ids: PhotoIds;
  readonly keys: readonly string[];
  readonly changedAt: Instant;
}

async function listUploads({ store }: CleanContext): Promise<Upload[]> {
  const uploads = new Map<string, Upload>();
  for (const { key, changedAt } of await store.list(UPLOADS)) {
    const ids = uploadOf(key);
    if (ids === null) continue;
    const name = `${ids.reportId} ${ids.photoId}`;
    const before = uploads.get(name);
    uploads.set(name, {
      ids,
      keys: [...(before?.keys ?? []), key],
      changedAt: laterOf(before?.changedAt ?? changedAt, changedAt),
    });
  }
  return [...uploads.values()];
}

const WholeRow = z.object({ id: z.string(), report_id: z.string(), crossing_id: z.string() });

function isUpload({ reportId, photoId }: PhotoIds): SQL {
  return sql`report_id = ${reportId}::uuid and id = ${photoId}::uuid and state = 'uploading'
    and crossing_id = (select crossing_id from reports where id = ${reportId}::uuid)`;
}

/** Reads what has arrived whole and was not read: the process was killed in between. */
async function finishWhole(ctx: CleanContext, uploads: readonly Upload[]): Promise<number> {
  let finished = 0;
  for (const { ids } of uploads.slice(0, MOST_AT_ONCE)) {
    const [row] = await selectRows(
      ctx.database,
      WholeRow,
      sql`select id, report_id, crossing_id from report_photos
        where ${isUpload(ids)} and received_bytes = total_bytes`,
    );
    if (row === undefined) continue;
    const report = { id: row.report_id, crossingId: row.crossing_id };
    await finishUpload(ctx, report, await getPhoto(ctx.database, report, row.id));
    finished += 1;
  }
  return finished;
}

/** Under the row's lock, so that a piece that comes just now is either kept or told to begin anew. */
async function remove({ database, store }: CleanContext, { ids, keys }: Upload): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`delete from report_photos where ${isUpload(ids)}`);
    await store.delete(keys);
  });
}

/**
 * Finishes uploads that arrived whole and were not read, and removes those that nobody continued for a day, with
 * whatever a killed process left of others. Gives how many of each.
 */
export async function cleanUploads(
  ctx: CleanContext,
): Promise<{ finished: number; removed: number }> {
  const finished = await finishWhole(ctx, await listUploads(ctx));
  const limit = addMs(ctx.now, -ABANDONED_MS);
  const abandoned = (await listUploads(ctx)).filter(({ changedAt }) => changedAt < limit);
  for (const upload of abandoned) await remove(ctx, upload);
  return { finished, removed: abandoned.length };
}
