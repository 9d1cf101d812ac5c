/** The photos of reports in the OpenAPI document; answered by photos.ts. */
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { MAX_CHUNK_BYTES, MAX_PHOTO_BYTES, MAX_PHOTOS, PhotoInput } from "#server/domain/photo.ts";
import { PhotoOut } from "../public/photo.ts";
import { refusals } from "./refusals.ts";

const MB = 1024 * 1024;
const ALL = "/reports/{reportId}/photos";
const ONE = `${ALL}/{photoId}`;

const OfReport = z.object({ reportId: z.uuid() });
const OfPhoto = OfReport.extend({ photoId: z.uuid() });
const Photo = PhotoOut.meta({ id: "Photo" });

const json = (schema: z.ZodType) => ({ "application/json": { schema } });
const photo = (description: string) => ({ description, content: json(Photo) });
/** For its reporter and the desk. */
const signed = { tags: ["photos"], security: [{ key: ["reports:write"] }] };

export const PHOTO_PATHS: ZodOpenApiPathsObject = {
  [ALL]: {
    get: {
      ...signed,
      operationId: "listPhotos",
      summary: "The photos of an own report, and how far each has come",
      requestParams: { path: OfReport },
      responses: {
        "200": {
          description: "In the order in which they were announced",
          content: json(z.object({ photos: z.array(Photo) })),
        },
        ...refusals(400, 401, 403, 404, 405, 429, 500, 503),
      },
    },
    post: {
      ...signed,
      operationId: "announcePhoto",
      summary: "Announce a photo of an own report",
      description: `At most ${MAX_PHOTOS} that stand, ${MAX_PHOTO_BYTES / MB} MB each; JPEG, PNG or WebP. The report comes first. The id is made by the sender; announced again, the answer says how far it has come.`,
      requestParams: { path: OfReport },
      requestBody: { required: true, content: json(PhotoInput.meta({ id: "PhotoInput" })) },
      responses: {
        "201": photo("Announced; send its bytes"),
        "200": photo("Announced before"),
        ...refusals(400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503),
      },
    },
  },
  [ONE]: {
    get: {
      ...signed,
      operationId: "getPhoto",
      summary: "How far a photo has come",
      requestParams: { path: OfPhoto },
      responses: {
        "200": photo("How far it has come"),
        ...refusals(400, 401, 403, 404, 405, 429, 500, 503),
      },
    },
    put: {
      ...signed,
      operationId: "sendPhotoPiece",
      summary: "Send a piece of a photo",
      description: `At most ${MAX_CHUNK_BYTES / 1024} KB, beginning at \`offset\`. A piece sent twice counts once; after a gap it is a conflict, and \`receivedBytes\` says where to go on. With the last piece the photo is read: \`state\` is then \`kept\`, or \`refused\` with its \`reason\`. The report stands either way.`,
      requestParams: {
        path: OfPhoto,
        query: z.object({
          offset: z.int().min(0).meta({ description: "Of its first byte in the photo" }),
        }),
      },
      requestBody: {
        required: true,
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      },
      responses: {
        "200": photo("Received; how far it has come"),
        ...refusals(400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503),
      },
    },
  },
  [`${ONE}/picture`]: {
    get: {
      operationId: "getPicture",
      summary: "The picture that is kept: made anew, without any metadata",
      description:
        "For its reporter and the desk; for everybody while the desk shows it and its report is published.",
      tags: ["photos"],
      security: [{}, { key: ["data:read"] }],
      requestParams: { path: OfPhoto },
      responses: {
        "200": {
          description: "The picture",
          content: { "image/jpeg": { schema: { type: "string", format: "binary" } } },
        },
        "304": { description: "Unchanged since the ETag that was sent; of public ones only" },
        ...refusals(400, 401, 403, 404, 405, 429, 500, 503),
      },
    },
  },
};
