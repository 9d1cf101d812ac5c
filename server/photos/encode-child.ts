/*
 * The process that decodes one photo: its bytes come in on stdin; one line of JSON and the picture's bytes go out on
 * stdout (see encode-photo.ts). It ends with 0 also when it refuses; anything else is a fault of ours.
 */
import { once } from "node:events";
import sharp from "sharp";
import {
  MAX_PHOTO_PIXELS,
  MAX_PHOTO_SIDE_PIXELS,
  type PhotoRefusal,
} from "#server/domain/photo.ts";

const QUALITY = 80;
const TIME_LIMIT_SECONDS = 18;
const LOADERS = ["Jpeg", "Png", "Webp"].map((type) => `VipsForeignLoad${type}Buffer`);

sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: LOADERS });
sharp.cache(false);
sharp.concurrency(1);

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  process.stdin.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(process.stdin, "end");
  return Buffer.concat(chunks);
}

/** libvips says in words what is wrong. */
function refusalIn(error: unknown): PhotoRefusal {
  const words = error instanceof Error ? error.message : "";
  if (/exceeds pixel limit|too (?:large|big|many)|dimensions/i.test(words)) {
    return "too_many_pixels";
  }
  if (/timeout/i.test(words)) return "too_slow";
  if (/premature|truncated|unexpected end|end of (?:file|stream|input)|read error/i.test(words)) {
    return "truncated";
  }
  return "unreadable";
}

async function encode(bytes: Buffer): Promise<{ head: object; picture: Buffer }> {
  try {
    const image = sharp(bytes, {
      // Judged by the header, before a pixel is decoded.
      limitInputPixels: MAX_PHOTO_PIXELS,
      failOn: "error",
      sequentialRead: true,
    });
    const { data, info } = await image
      .autoOrient()
      .resize(MAX_PHOTO_SIDE_PIXELS, MAX_PHOTO_SIDE_PIXELS, {
        fit: "inside",
        withoutEnlargement: true,
      })
      // What was transparent must not become black.
      .flatten({ background: "white" })
      // No `keepMetadata`: place, time, device, thumbnail and colour profile stay behind.
      .jpeg({ quality: QUALITY })
      .timeout({ seconds: TIME_LIMIT_SECONDS })
      .toBuffer({ resolveWithObject: true });
    const head = { kind: "picture", widthPixels: info.width, heightPixels: info.height };
    return { head, picture: data };
  } catch (error) {
    return { head: { kind: "refused", reason: refusalIn(error) }, picture: Buffer.alloc(0) };
  }
}

const { head, picture } = await encode(await readInput());
process.stdout.write(`${JSON.stringify(head)}\n`);
process.stdout.write(picture);
