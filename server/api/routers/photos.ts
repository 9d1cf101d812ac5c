import { z } from "zod";
import { CrossingId } from "#server/domain/crossing.ts";
import {
  listPhotos,
  listPhotosForDesk,
  listPublicPhotos,
} from "#server/services/photos/list-photos.ts";
import { setPhotoPublished } from "#server/services/photos/publish-photo.ts";
import { serviceContext } from "../context.ts";
import { PhotoOut, PublicPhotoOut } from "../public/photo.ts";
import { procedure, router } from "../trpc.ts";

const reportId = z.uuid("is no report's id");
const OneInput = z.strictObject({ reportId, id: z.uuid("is no photo's id") });
const MAX_REPORTS = 100;

/** Their bytes come and go over REST, see ../rest/photos.ts. */
export const photosRouter = router({
  ofReport: procedure
    .input(z.strictObject({ reportId }))
    .output(z.object({ photos: z.array(PhotoOut) }))
    .query(({ ctx, input }) => listPhotos(serviceContext(ctx), input)),

  ofReports: procedure
    .input(z.strictObject({ reportIds: z.array(reportId).max(MAX_REPORTS) }))
    .output(z.object({ photos: z.array(PhotoOut) }))
    .query(({ ctx, input }) => listPhotosForDesk(serviceContext(ctx), input)),

  /** What the public may see with these reports of a crossing. */
  published: procedure
    .input(z.strictObject({ slug: CrossingId, reportIds: z.array(reportId).max(MAX_REPORTS) }))
    .output(z.object({ photos: z.array(PublicPhotoOut) }))
    .query(({ ctx, input }) => listPublicPhotos(serviceContext(ctx), input)),

  publish: procedure
    .input(OneInput)
    .output(PhotoOut)
    .mutation(({ ctx, input }) =>
      setPhotoPublished(serviceContext(ctx), { ...input, isPublished: true }),
    ),

  unpublish: procedure
    .input(OneInput)
    .output(PhotoOut)
    .mutation(({ ctx, input }) =>
      setPhotoPublished(serviceContext(ctx), { ...input, isPublished: false }),
    ),
});
