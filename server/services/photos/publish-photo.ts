import { sql } from "drizzle-orm";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { Photo } from "#server/domain/photo.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { getPhoto, getReportToSendTo } from "./photo-rows.ts";

/**
 * Shows a photo to the public with its report, as long as that is published itself; or takes it back.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `conflict` for a photo that is not kept
 */
export async function setPhotoPublished(
  ctx: ServiceContext,
  input: { readonly reportId: string; readonly id: string; readonly isPublished: boolean },
): Promise<Photo> {
  assertCan(ctx.actor, "report.review");
  const report = await getReportToSendTo(ctx, input.reportId);
  const { isPublished } = input;
  return ctx.database.transaction(async (tx) => {
    const photo = await getPhoto(tx, report, input.id, { lock: true });
    if (photo.state !== "kept") {
      throw new DomainError("conflict", "This photo has not arrived whole; it cannot be shown.");
    }
    if (photo.isPublished === isPublished) return photo;
    await tx.execute(sql`
      update report_photos set is_published = ${isPublished}
      where crossing_id = ${report.crossingId} and report_id = ${report.id}::uuid and id = ${photo.id}::uuid`);
    await recordAudit(tx, {
      actor: ctx.actor,
      now: ctx.now,
      action: isPublished ? "photo.publish" : "photo.unpublish",
      subject: photo.id,
      details: { reportId: report.id },
    });
    // Pages that show the crossing are made anew.
    await tx.execute(sql`select pg_notify('crossing', ${report.crossingId})`);
    return { ...photo, isPublished };
  });
}
