/** What services of photos share: the context, the row, and whose report a photo belongs to. */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan, can } from "#server/domain/permissions.ts";
import { PHOTO_REFUSALS, PHOTO_STATES, type Photo } from "#server/domain/photo.ts";
import type { EncodePhoto } from "#server/photos/encode-photo.ts";
import type { PhotoIds, PhotoStore } from "#server/photos/photo-store.ts";
import type { ServiceContext } from "../context.ts";

/** What handles the bytes. */
export interface PhotoParts {
  readonly store: PhotoStore;
  readonly encode: EncodePhoto;
}

export interface PhotoContext extends ServiceContext, PhotoParts {}

const PhotoRow = z
  .object({
    id: z.string(),
    report_id: z.string(),
    state: z.enum(PHOTO_STATES),
    total_bytes: z.number(),
    received_bytes: z.number(),
    width_pixels: z.number().nullable(),
    height_pixels: z.number().nullable(),
    reason: z.enum(PHOTO_REFUSALS).nullable(),
    is_published: z.boolean(),
  })
  .transform(
    (row): Photo => ({
      id: row.id,
      reportId: row.report_id,
      state: row.state,
      totalBytes: row.total_bytes,
      receivedBytes: row.received_bytes,
      widthPixels: row.width_pixels,
      heightPixels: row.height_pixels,
      reason: row.reason,
      isPublished: row.is_published,
    }),
  );

/** Photos `p`; the caller says which and in what order. */
export const selectPhotos = (where: SQL): SQL => sql`
  select p.id, p.report_id, p.state, p.total_bytes, p.received_bytes, p.width_pixels, p.height_pixels, p.reason,
    p.is_published
  from report_photos p where ${where}`;

export function readPhotos(database: Database | Transaction, query: SQL): Promise<Photo[]> {
  return selectRows(database, PhotoRow, query);
}

/** A report as far as its photos are concerned. */
export interface PhotoReport {
  readonly id: string;
  readonly crossingId: CrossingId;
}

const OwnerRow = z.object({
  id: z.string(),
  crossing_id: z.string(),
  account_id: z.string().nullable(),
});
const ReportId = z.object({ reportId: z.uuid("is no report's id") });

const noReport = () =>
  new DomainError("not_found", "There is no such report of yours; send its text first.");

/**
 * The report to which the actor may add photos: an own one, or any for the desk. That of another is not there at all.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function getReportToSendTo(
  ctx: ServiceContext,
  reportId: string,
): Promise<PhotoReport> {
  const { actor, database } = ctx;
  assertCan(actor, "report.submit");
  const { reportId: id } = parseInput(ReportId, { reportId });
  const [row] = await selectRows(
    database,
    OwnerRow,
    sql`select id, crossing_id, account_id from reports where id = ${id}::uuid`,
  );
  const mayTouch = row?.account_id === actor.accountId || can(actor, "report.review");
  if (row === undefined || !mayTouch) throw noReport();
  return { id: row.id, crossingId: row.crossing_id };
}

/** The photo `photoId` of a report. @throws DomainError `not_found` */
export async function getPhoto(
  database: Database | Transaction,
  report: PhotoReport,
  photoId: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Photo> {
  const { id } = parseInput(z.object({ id: z.uuid("is no photo's id") }), { id: photoId });
  const which = sql`p.crossing_id = ${report.crossingId} and p.report_id = ${report.id}::uuid
    and p.id = ${id}::uuid`;
  const query = selectPhotos(which);
  const [photo] = await readPhotos(database, lock ? sql`${query} for update` : query);
  if (photo !== undefined) return photo;
  throw new DomainError("not_found", "There is no such photo of this report; announce it first.");
}

export const idsOf = ({ id, reportId }: Photo): PhotoIds => ({ reportId, photoId: id });
