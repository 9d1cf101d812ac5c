/**
 * Photos of reports over HTTP (see server/http/photo-paths.ts), for session cookies and keys alike.
 *
 *   POST  {id, totalBytes, sha256}      201 announced, 200 known already
 *   PUT   ?offset=N with the bytes      200 and how far it has come; the last piece lets it be read
 *   GET                                 200 and how far it has come
 *   GET   …/picture                     200 the picture; nothing that may be kept unless it is public
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { TRPCError } from "@trpc/server";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { MAX_CHUNK_BYTES, type Photo, PhotoInput } from "#server/domain/photo.ts";
import { BODY_LIMIT_BYTES, readJsonBody, readOctets, wrongType } from "#server/http/body.ts";
import { DATA_POLICY } from "#server/http/csp.ts";
import { hasOctets, type PhotoPath } from "#server/http/photo-paths.ts";
import { HttpRefusal, sendBug, sendProblem } from "#server/http/problem.ts";
import { getPicture } from "#server/services/photos/get-picture.ts";
import { listPhotos } from "#server/services/photos/list-photos.ts";
import type { PhotoContext, PhotoParts } from "#server/services/photos/photo-rows.ts";
import { getUpload, receiveChunk } from "#server/services/photos/receive-chunk.ts";
import { startUpload } from "#server/services/photos/start-upload.ts";
import { type ApiContext, serviceContext } from "../context.ts";
import { findRefusal } from "../errors.ts";
import { writeJson } from "./route.ts";

export interface PhotoRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly url: URL;
  readonly path: PhotoPath;
  readonly requestId: string;
  readonly createContext: () => Promise<ApiContext>;
  readonly photos: PhotoParts;
  readonly logError: (error: unknown) => void;
}

/** Whoever has a public picture asks again after this; so long may one be seen that was taken back. Seconds. */
const KEEP_PUBLIC_SECONDS = 60;

function sendJson(res: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(writeJson(value));
  res.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
  });
  res.end(body);
}

const sendPhoto = (res: ServerResponse, status: number, photo: Photo): void =>
  sendJson(res, status, photo);

function readOffset(url: URL): number {
  const given = [...url.searchParams.keys()];
  const offset = url.searchParams.get("offset") ?? "";
  if (given.length !== 1 || !/^\d{1,9}$/.test(offset)) {
    const message = "offset: say once, as a whole number, at which byte of the photo this begins";
    throw new DomainError("invalid", message, { fields: [{ path: "offset", message }] });
  }
  return Number(offset);
}

function refuseMethod(req: IncomingMessage, res: ServerResponse, allowed: readonly string[]) {
  if (allowed.includes(req.method ?? "")) return;
  res.setHeader("Allow", allowed.join(", "));
  const message = `${req.method} is not answered here; use ${allowed.join(" or ")}.`;
  throw new HttpRefusal(405, "invalid", message);
}

async function sendPicture(
  { req, res }: PhotoRequest,
  ctx: PhotoContext,
  ids: { readonly reportId: string; readonly photoId: string },
): Promise<void> {
  const { bytes, isPublic } = await getPicture(ctx, ids);
  // Made once and never changed, so its ids say all.
  const etag = `"${ids.photoId.toLowerCase()}"`;
  res.setHeader("ETag", etag);
  res.setHeader(
    "Cache-Control",
    isPublic ? `public, max-age=${KEEP_PUBLIC_SECONDS}` : "private, no-store",
  );
  if (isPublic) res.setHeader("Vary", "Cookie, Authorization");
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Content-Security-Policy", DATA_POLICY);
  if (isPublic && req.headers["if-none-match"] === etag) {
    res.writeHead(304).end();
    return;
  }
  res.writeHead(200, {
    "Content-Type": "image/jpeg",
    "Content-Disposition": `inline; filename="photo-${ids.photoId.toLowerCase()}.jpg"`,
    "Content-Length": bytes.length,
  });
  res.end(req.method === "HEAD" ? undefined : bytes);
}

async function answer(request: PhotoRequest): Promise<void> {
  const { req, res, url, path, createContext, photos } = request;
  const { reportId, photoId, isPicture } = path;
  refuseMethod(
    req,
    res,
    isPicture ? ["GET", "HEAD"] : ["GET", "HEAD", photoId === null ? "POST" : "PUT"],
  );
  const ctx: PhotoContext = { ...serviceContext(await createContext()), ...photos };
  if (photoId === null) {
    if (req.method !== "POST") return sendJson(res, 200, await listPhotos(ctx, { reportId }));
    const body = await readJsonBody(req, { limitBytes: BODY_LIMIT_BYTES });
    const photo = parseInput(PhotoInput, body);
    const started = await startUpload(ctx, { reportId, photo });
    return sendPhoto(res, started.isRepeat ? 200 : 201, started.photo);
  }
  if (isPicture) return sendPicture(request, ctx, { reportId, photoId });
  if (req.method !== "PUT") {
    return sendPhoto(res, 200, await getUpload(ctx, { reportId, photoId }));
  }
  const offset = readOffset(url);
  const bytes = await readOctets(req, { limitBytes: MAX_CHUNK_BYTES });
  if (bytes.length > 0 && !hasOctets(req)) throw wrongType(req);
  sendPhoto(res, 200, await receiveChunk(ctx, { reportId, photoId, offset, bytes }));
}

/** Answers a request for photos, refusals and bugs too. */
export async function handlePhotos(request: PhotoRequest): Promise<void> {
  const { res, requestId, logError } = request;
  try {
    await answer(request);
  } catch (error) {
    const refusal = error instanceof DomainError ? error : findRefusal(error);
    if (refusal !== null) sendProblem(res, refusal, requestId);
    else {
      // Who asks has been logged where it failed.
      if (!(error instanceof TRPCError)) logError(error);
      sendBug(res, requestId);
    }
  }
}
