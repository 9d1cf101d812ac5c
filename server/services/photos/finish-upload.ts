/**
 * From pieces to a picture. Each step may be the last before the process is killed, and all can be done again:
 *
 *   read the pieces -> make the picture -> keep it -> say so in the row -> delete the pieces
 */
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Photo, PhotoRefusal } from "#server/domain/photo.ts";
import type { EncodedPhoto } from "#server/photos/encode-photo.ts";
import { announcedKey, pictureKey, uploadPrefix } from "#server/photos/photo-store.ts";
import { getPhoto, idsOf, type PhotoContext, type PhotoReport } from "./photo-rows.ts";
import { readAnnounced } from "./start-upload.ts";

type FinishContext = Pick<PhotoContext, "database" | "store" | "encode">;

/** null: they are not all there. */
async function readPieces({ store }: FinishContext, photo: Photo): Promise<Uint8Array | null> {
  const ids = idsOf(photo);
  const pieces: Uint8Array[] = [];
  for (const { key } of await store.list(uploadPrefix(ids))) {
    if (key === announcedKey(ids)) continue;
    const piece = await store.find(key);
    if (piece !== null) pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  return bytes.length === photo.totalBytes ? bytes : null;
}

async function read(ctx: FinishContext, photo: Photo, bytes: Uint8Array): Promise<EncodedPhoto> {
  const announced = await readAnnounced(ctx.store, photo);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (announced !== null && announced !== sha256) return { kind: "refused", reason: "altered" };
  return ctx.encode(bytes);
}

interface Outcome {
  readonly state: "kept" | "refused";
  readonly reason: PhotoRefusal | null;
  readonly widthPixels: number | null;
  readonly heightPixels: number | null;
}

async function keep(ctx: FinishContext, photo: Photo, made: EncodedPhoto): Promise<Outcome> {
  if (made.kind === "refused") {
    return { state: "refused", reason: made.reason, widthPixels: null, heightPixels: null };
  }
  await ctx.store.put(pictureKey(idsOf(photo)), made.bytes);
  const { widthPixels, heightPixels } = made;
  return { state: "kept", reason: null, widthPixels, heightPixels };
}

export async function deleteUpload({ store }: Pick<PhotoContext, "store">, photo: Photo) {
  const left = await store.list(uploadPrefix(idsOf(photo)));
  await store.delete(left.map(({ key }) => key));
}

/**
 * Pieces are gone: another process has just finished it, or the store was lost, and then it is sent again. Those that
 * are left go too: new ones may be cut in other places.
 */
function beginAnew(ctx: FinishContext, report: PhotoReport, { id }: Photo): Promise<Photo> {
  return ctx.database.transaction(async (tx) => {
    const photo = await getPhoto(tx, report, id, { lock: true });
    if (photo.state !== "uploading") return photo;
    const announced = announcedKey(idsOf(photo));
    const left = (await ctx.store.list(uploadPrefix(idsOf(photo)))).map(({ key }) => key);
    await ctx.store.delete(left.filter((key) => key !== announced));
    await tx.execute(sql`
      update report_photos set received_bytes = 0
      where crossing_id = ${report.crossingId} and report_id = ${report.id}::uuid and id = ${id}::uuid`);
    return { ...photo, receivedBytes: 0 };
  });
}

/**
 * Reads a photo of which every byte has arrived: it is kept or refused. Two at once come to the same.
 * @throws DomainError `unavailable` when it cannot be read just now
 */
export async function finishUpload(
  ctx: FinishContext,
  report: PhotoReport,
  photo: Photo,
): Promise<Photo> {
  const bytes = await readPieces(ctx, photo);
  if (bytes === null) {
    return beginAnew(ctx, report, photo);
  }
  const outcome = await keep(ctx, photo, await read(ctx, photo, bytes));
  await ctx.database.execute(sql`
    update report_photos set state = ${outcome.state}, reason = ${outcome.reason},
      width_pixels = ${outcome.widthPixels}, height_pixels = ${outcome.heightPixels}
    where crossing_id = ${report.crossingId} and report_id = ${report.id}::uuid and id = ${photo.id}::uuid
      and state = 'uploading'`);
  await deleteUpload(ctx, photo);
  return getPhoto(ctx.database, report, photo.id);
}
