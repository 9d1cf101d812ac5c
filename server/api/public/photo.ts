import { z } from "zod";
import {
  PHOTO_REFUSALS,
  PHOTO_STATES,
  type Photo,
  type PublicPhoto,
} from "#server/domain/photo.ts";

/** For its reporter and the desk. */
export const PhotoOut: z.ZodType<Photo, Photo> = z.object({
  id: z.string(),
  reportId: z.string(),
  state: z.enum(PHOTO_STATES),
  totalBytes: z.int(),
  receivedBytes: z.int(),
  widthPixels: z.int().nullable(),
  heightPixels: z.int().nullable(),
  reason: z.enum(PHOTO_REFUSALS).nullable(),
  isPublished: z.boolean(),
});

export const PublicPhotoOut: z.ZodType<PublicPhoto, PublicPhoto> = z.object({
  id: z.string(),
  reportId: z.string(),
  widthPixels: z.int(),
  heightPixels: z.int(),
});
