import { sql } from "drizzle-orm";
import { DomainError } from "#server/domain/errors.ts";
import { type Photo, placeChunk } from "#server/domain/photo.ts";
import { pieceKey } from "#server/photos/photo-store.ts";
import { finishUpload } from "./finish-upload.ts";
import {
  getPhoto,
  getReportToSendTo,
  idsOf,
  type PhotoContext,
  type PhotoReport,
} from "./photo-rows.ts";

export interface ChunkInput {
  readonly reportId: string;
  readonly photoId: string;
  /** Where in the photo the piece begins, bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The piece is lasting before the row counts it: what a phone was told of is never asked for again. */
async function keepChunk(ctx: PhotoContext, report: PhotoReport, input: ChunkInput) {
  return ctx.database.transaction(async (tx): Promise<Photo> => {
    const photo = await getPhoto(tx, report, input.photoId, { lock: true });
    if (photo.state !== "uploading") return photo;
    const place = placeChunk({ offset: input.offset, length: input.bytes.length }, photo);
    if (place.kind === "known") return photo;
    if (place.kind === "gap") {
      const message = `Bytes are missing before ${input.offset}; go on from ${photo.receivedBytes}.`;
      throw new DomainError("conflict", message);
    }
    if (place.kind === "beyond") {
      const message = `The photo was said to have ${photo.totalBytes} bytes; this piece goes beyond.`;
      throw new DomainError("invalid", message);
    }
    const bytes = input.bytes.subarray(place.skip);
    await ctx.store.put(pieceKey(idsOf(photo), photo.receivedBytes), bytes);
    const receivedBytes = photo.receivedBytes + bytes.length;
    await tx.execute(sql`
      update report_photos set received_bytes = ${receivedBytes}
      where crossing_id = ${report.crossingId} and report_id = ${report.id}::uuid and id = ${photo.id}::uuid`);
    return { ...photo, receivedBytes };
  });
}

/**
 * Takes a piece of a photo; with the last one the photo is read and kept, or refused. A piece that came before, and
 * an empty one, change nothing and tell how far it has come; when everything is here they let it be read again.
 * @throws DomainError as `getReportToSendTo`; `conflict` when bytes before it are missing, `invalid` beyond the end,
 *   `unavailable` when it cannot be kept or read just now
 */
export async function receiveChunk(ctx: PhotoContext, input: ChunkInput): Promise<Photo> {
  const report = await getReportToSendTo(ctx, input.reportId);
  const photo = await keepChunk(ctx, report, input);
  const isWhole = photo.state === "uploading" && photo.receivedBytes === photo.totalBytes;
  return isWhole ? finishUpload(ctx, report, photo) : photo;
}

/** How far a photo has come. Errors as `getReportToSendTo`. */
export async function getUpload(
  ctx: PhotoContext,
  input: { readonly reportId: string; readonly photoId: string },
): Promise<Photo> {
  return getPhoto(ctx.database, await getReportToSendTo(ctx, input.reportId), input.photoId);
}
