import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { DomainError } from "#server/domain/errors.ts";
import {
  MAX_PHOTO_ATTEMPTS,
  MAX_PHOTOS,
  type Photo,
  type PhotoInput,
} from "#server/domain/photo.ts";
import { announcedKey, type PhotoStore } from "#server/photos/photo-store.ts";
import {
  getPhoto,
  getReportToSendTo,
  idsOf,
  type PhotoContext,
  type PhotoReport,
  readPhotos,
  selectPhotos,
} from "./photo-rows.ts";

const Announced = z.object({ sha256: z.string().nullable() });

/** What the phone said its bytes would be; null: it did not, or that is not known any more. */
export async function readAnnounced(store: PhotoStore, photo: Photo): Promise<string | null> {
  const bytes = await store.find(announcedKey(idsOf(photo)));
  if (bytes === null) return null;
  return Announced.parse(JSON.parse(Buffer.from(bytes).toString("utf8"))).sha256;
}

async function refuseTooMany(tx: Transaction, report: PhotoReport): Promise<void> {
  const all = await readPhotos(
    tx,
    selectPhotos(sql`p.crossing_id = ${report.crossingId} and p.report_id = ${report.id}::uuid`),
  );
  const standing = all.filter(({ state }) => state !== "refused").length;
  if (standing >= MAX_PHOTOS) {
    throw new DomainError(
      "conflict",
      `This report has ${MAX_PHOTOS} photos already, and takes no more; send another report.`,
    );
  }
  if (all.length >= MAX_PHOTO_ATTEMPTS) {
    const message = "Too many photos of this report were refused; send another report.";
    throw new DomainError("conflict", message);
  }
}

/**
 * Announces a photo of a report that has been received. The same again gives how far it has come.
 * @throws DomainError as `getReportToSendTo`; `conflict` for the sixth photo, or an id used for another photo
 */
export async function startUpload(
  ctx: PhotoContext,
  input: { readonly reportId: string; readonly photo: PhotoInput },
): Promise<{ photo: Photo; isRepeat: boolean }> {
  const { database, store, now, actor } = ctx;
  const report = await getReportToSendTo(ctx, input.reportId);
  const id = input.photo.id.toLowerCase();
  const { totalBytes, sha256 = null } = input.photo;
  return database.transaction(async (tx) => {
    // One announcement at a time, or five at once would each be the fifth.
    await tx.execute(sql`select from report_states
      where crossing_id = ${report.crossingId} and report_id = ${report.id}::uuid for update`);
    const which = sql`p.crossing_id = ${report.crossingId} and p.report_id = ${report.id}::uuid
      and p.id = ${id}::uuid`;
    const [before] = await readPhotos(tx, selectPhotos(which));
    if (before !== undefined) {
      const announced = await readAnnounced(store, before);
      if (before.totalBytes === totalBytes && (announced ?? sha256) === sha256) {
        return { photo: before, isRepeat: true };
      }
      throw new DomainError("conflict", `The id ${id} stands for another photo; make a new one.`);
    }
    await refuseTooMany(tx, report);
    const announcement = Buffer.from(JSON.stringify({ sha256 }));
    await store.put(announcedKey({ reportId: report.id, photoId: id }), announcement);
    await tx.execute(sql`
      insert into report_photos (crossing_id, report_id, id, account_id, total_bytes, created_at)
      values (${report.crossingId}, ${report.id}::uuid, ${id}::uuid, ${actor?.accountId ?? null}::uuid,
        ${totalBytes}, ${now}::timestamptz)`);
    return { photo: await getPhoto(tx, report, id), isRepeat: false };
  });
}
