import { sql } from "drizzle-orm";
import { z } from "zod";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { assertCan, can } from "#server/domain/permissions.ts";
import type { Photo, PublicPhoto } from "#server/domain/photo.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getReportToSendTo, readPhotos, selectPhotos } from "./photo-rows.ts";

/** The photos of a report in the order in which they came; for its reporter and the desk. Errors as `getReportToSendTo`. */
export async function listPhotos(
  ctx: ServiceContext,
  input: { readonly reportId: string },
): Promise<{ photos: Photo[] }> {
  const report = await getReportToSendTo(ctx, input.reportId);
  const which = sql`p.crossing_id = ${report.crossingId} and p.report_id = ${report.id}::uuid`;
  const query = sql`${selectPhotos(which)} order by p.created_at, p.id`;
  return { photos: await readPhotos(ctx.database, query) };
}

/** The photos of these reports, as `listPhotos` gives them; for the desk. @throws DomainError `unauthenticated`, `forbidden` */
export async function listPhotosForDesk(
  ctx: ServiceContext,
  input: { readonly reportIds: readonly string[] },
): Promise<{ photos: Photo[] }> {
  assertCan(ctx.actor, "report.review");
  const which = sql`(p.crossing_id, p.report_id) in (select r.crossing_id, r.id from reports r
    where r.id in (select jsonb_array_elements_text(${jsonParam(input.reportIds)})::uuid))`;
  const query = sql`${selectPhotos(which)} order by p.created_at, p.id`;
  return { photos: await readPhotos(ctx.database, query) };
}

/** A report `s` whose photos `p` the public may see, if the desk has published them. */
export const isPublicPhoto = (now: Instant) => sql`p.is_published and p.state = 'kept'
  and s.state = 'published' and s.published_at <= ${now}::timestamptz
  and (s.publish_at is null or s.publish_at <= ${now}::timestamptz)`;

const PublicRow = z
  .object({
    id: z.string(),
    report_id: z.string(),
    width_pixels: z.number(),
    height_pixels: z.number(),
  })
  .transform(
    (row): PublicPhoto => ({
      id: row.id,
      reportId: row.report_id,
      widthPixels: row.width_pixels,
      heightPixels: row.height_pixels,
    }),
  );

/** Of these reports of a crossing, the photos that anybody may see. */
export async function listPublicPhotos(
  ctx: ServiceContext,
  input: { readonly slug: CrossingId; readonly reportIds: readonly string[] },
): Promise<{ photos: PublicPhoto[] }> {
  if (!can(ctx.actor, "status.read") || input.reportIds.length === 0) return { photos: [] };
  const photos = await selectRows(
    ctx.database,
    PublicRow,
    sql`select p.id, p.report_id, p.width_pixels, p.height_pixels
      from report_photos p join report_states s on s.crossing_id = p.crossing_id and s.report_id = p.report_id
      where p.crossing_id = ${input.slug}
        and p.report_id in (select jsonb_array_elements_text(${jsonParam(input.reportIds)})::uuid)
        and ${isPublicPhoto(ctx.now)} order by p.created_at, p.id`,
  );
  return { photos };
}
