/** Makes of what the camera gave a picture that a weak line can carry. Its metadata stays behind on the phone already. */
import { MAX_PHOTO_BYTES, MAX_PHOTO_SIDE_PIXELS } from "#server/domain/photo.ts";

export interface ShrunkPhoto {
  readonly blob: Blob;
  readonly thumbnail: string | null;
  /** Hexadecimal; null where the page is not secure. */
  readonly sha256: string | null;
}

/** What the phone could not even open. */
export class NoPicture extends Error {}

const THUMBNAIL_PIXELS = 96;
const QUALITIES = [0.75, 0.6, 0.45];
/** A photo of 400 KB takes a minute at 50 kbit/s; one that is below needs no lower quality. */
const AIM_BYTES = 400 * 1024;

function canvasOf(image: ImageBitmap, longestSide: number): HTMLCanvasElement {
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) throw new NoPicture("this browser cannot draw");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function toJpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

async function encode(canvas: HTMLCanvasElement): Promise<Blob> {
  let best: Blob | null = null;
  for (const quality of QUALITIES) {
    best = (await toJpeg(canvas, quality)) ?? best;
    if (best !== null && best.size <= AIM_BYTES) return best;
  }
  if (best === null || best.size > MAX_PHOTO_BYTES)
    throw new NoPicture("it cannot be made smaller");
  return best;
}

async function digest(blob: Blob): Promise<string | null> {
  if (!("subtle" in crypto)) return null;
  const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @throws NoPicture when this browser cannot read it as one */
export async function shrinkPhoto(file: Blob): Promise<ShrunkPhoto> {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (image === null) throw new NoPicture("this browser cannot read it");
  try {
    const blob = await encode(canvasOf(image, MAX_PHOTO_SIDE_PIXELS));
    const thumbnail = canvasOf(image, THUMBNAIL_PIXELS).toDataURL("image/jpeg", 0.6);
    return { blob, thumbnail, sha256: await digest(blob) };
  } finally {
    image.close();
  }
}
