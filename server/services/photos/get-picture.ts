import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { can } from "#server/domain/permissions.ts";
import { pictureKey } from "#server/photos/photo-store.ts";
import { isPublicPhoto } from "./list-photos.ts";
import type { PhotoContext } from "./photo-rows.ts";

export interface Picture {
  /** JPEG. */
  readonly bytes: Uint8Array;
  /** Anybody may see it. */
  readonly isPublic: boolean;
}

const PictureIds = z.object({
  reportId: z.uuid("is no report's id"),
  photoId: z.uuid("is no photo's id"),
});
const PictureRow = z.object({
  id: z.string(),
  report_id: z.string(),
  owner_id: z.string().nullable(),
  is_public: z.boolean(),
});

const noPicture = () => new DomainError("not_found", "There is no such photo, or not for you.");

/**
 * The picture that is kept of a photo: for its reporter and the desk, and for anybody once it is published.
 * @throws DomainError `invalid`, `not_found` also when it may not be seen
 */
export async function getPicture(
  ctx: PhotoContext,
  input: { readonly reportId: string; readonly photoId: string },
): Promise<Picture> {
  const { reportId, photoId } = parseInput(PictureIds, input);
  const [row] = await selectRows(
    ctx.database,
    PictureRow,
    sql`select p.id, p.report_id, r.account_id as owner_id, (${isPublicPhoto(ctx.now)}) as is_public
      from reports r
      join report_photos p on p.crossing_id = r.crossing_id and p.report_id = r.id
      join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id
      where r.id = ${reportId}::uuid and p.id = ${photoId}::uuid and p.state = 'kept'`,
  );
  if (row === undefined) throw noPicture();
  const mayInspect =
    row.owner_id === null
      ? can(ctx.actor, "report.review")
      : can(ctx.actor, "report.inspect", { ownerId: row.owner_id });
  if (!row.is_public && !mayInspect) throw noPicture();
  const bytes = await ctx.store.find(pictureKey({ reportId: row.report_id, photoId: row.id }));
  if (bytes === null) throw noPicture();
  return { bytes, isPublic: row.is_public };
}
