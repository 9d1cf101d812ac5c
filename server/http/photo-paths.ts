/**
 * Where photos go and come from:
 *
 *   /api/v1/reports/{report}/photos                     GET all, POST announces one
 *   /api/v1/reports/{report}/photos/{photo}             GET how far it has come, PUT a piece
 *   /api/v1/reports/{report}/photos/{photo}/picture     GET the picture
 */
import type { IncomingMessage } from "node:http";

const PHOTO_PATH = /^\/api\/v1\/reports\/([^/]+)\/photos(?:\/([^/]+)(\/picture)?)?$/;

export interface PhotoPath {
  readonly reportId: string;
  /** null: all photos of the report. */
  readonly photoId: string | null;
  readonly isPicture: boolean;
}

/** null: a path that has nothing to do with photos. */
export function matchPhotoPath(pathname: string): PhotoPath | null {
  const [, reportId, photoId, picture] = PHOTO_PATH.exec(pathname) ?? [];
  if (reportId === undefined) return null;
  return { reportId, photoId: photoId ?? null, isPicture: picture !== undefined };
}

/** Bytes as they are: the only bodies of the API that are no JSON. */
export function hasOctets(req: IncomingMessage): boolean {
  return /^application\/octet-stream\s*(?:;|$)/i.test(req.headers["content-type"] ?? "");
}
