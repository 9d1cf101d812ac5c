import { createHash, randomUUID } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect } from "vitest";
import { z } from "zod";
import { PHOTO_STATES } from "#server/domain/photo.ts";
import { ask, type OpenApi, type Person } from "../api/open-api.ts";
import { report, sendAs } from "../api/send-report.ts";

export const KB = 1024;

/** Pixels that do not compress to nothing. */
export function noise(widthPixels: number, heightPixels: number) {
  return sharp({
    create: {
      width: widthPixels,
      height: heightPixels,
      channels: 3,
      background: "grey",
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  });
}

/** What a phone's camera writes: its make, where it stood and when. */
export function fromCamera(): Promise<Buffer> {
  return noise(640, 480)
    .withExif({
      IFD0: { Make: "SpyPhone", Model: "Torkham-9" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "34/1 5/1 0/1", GPSDateStamp: "2026:11:22" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 70 })
    .toBuffer();
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG that says it has so many pixels; a few KB on the wire. */
export function bomb(widthPixels: number, heightPixels: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPixels, 0);
  head.writeUInt32BE(heightPixels, 4);
  head[8] = 8;
  head[9] = 2;
  const rows = deflateSync(Buffer.alloc((widthPixels * 3 + 1) * 40));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", head),
    pngChunk("IDAT", rows),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

const PhotoReply = z.object({
  id: z.string(),
  state: z.enum(PHOTO_STATES),
  receivedBytes: z.number(),
  totalBytes: z.number(),
  widthPixels: z.number().nullable(),
  heightPixels: z.number().nullable(),
  reason: z.string().nullable(),
  isPublished: z.boolean(),
});

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Sends photos of one person's report over HTTP. */
export function photosAs(origin: string, person: Person, reportId: string) {
  const base = `${origin}/api/v1/reports/${reportId}/photos`;
  const auth = { Authorization: `Bearer ${person.key}` };
  function announce(photo: { id: string; bytes: Uint8Array; totalBytes?: number }) {
    return ask(base, {
      method: "POST",
      headers: { ...auth, "Content-Type": "application/json" },
      body: JSON.stringify({
        id: photo.id,
        totalBytes: photo.totalBytes ?? photo.bytes.length,
        sha256: sha256(photo.bytes),
      }),
    });
  }
  function put(id: string, offset: number, bytes: Uint8Array) {
    return ask(`${base}/${id}?offset=${offset}`, {
      method: "PUT",
      headers: { ...auth, "Content-Type": "application/octet-stream" },
      body: Buffer.from(bytes),
    });
  }
  const read = (reply: { text: string }) => PhotoReply.parse(JSON.parse(reply.text));
  return {
    announce,
    put,
    status: async (id: string) => read(await ask(`${base}/${id}`, { headers: auth })),
    picture: (id: string, headers: Record<string, string> = auth) =>
      ask(`${base}/${id}/picture`, { headers }),
    read,
    /** Announces and sends all of it. */
    async send(bytes: Uint8Array, { id = randomUUID(), pieceBytes = 200 * KB } = {}) {
      const announced = await announce({ id, bytes });
      expect(announced.status, announced.text).toBe(201);
      let last = read(announced);
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const reply = await put(id, at, bytes.subarray(at, at + pieceBytes));
        expect(reply.status, reply.text).toBe(200);
        last = read(reply);
      }
      return last;
    },
  };
}

/** A report of this person, received; its id. */
export async function sendReport(api: OpenApi, person: Person): Promise<string> {
  const body = report();
  const reply = await sendAs(api, person).send({ body });
  expect(reply.status, reply.text).toBe(201);
  return body.id;
}
