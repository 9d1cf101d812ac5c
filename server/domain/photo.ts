/**
 * Photos of a report: sent after its text, in pieces, each piece idempotent by its offset. The picture that is kept is
 * made anew on the server and has nothing but its pixels.
 */
import { z } from "zod";

/** Photos that one report may keep. */
export const MAX_PHOTOS = 5;
/** Uploads that one report may begin, those that were refused included. */
export const MAX_PHOTO_ATTEMPTS = 20;
/** Bytes of a photo as it is sent. */
export const MAX_PHOTO_BYTES = 8 * 1024 * 1024;
/** Bytes of a piece: what the front door takes as a body. */
export const MAX_CHUNK_BYTES = 256 * 1024;
/** Longest side of the picture that is kept, pixels. */
export const MAX_PHOTO_SIDE_PIXELS = 2_000;
/** More pixels are not decoded: a phone's largest camera mode has about 50 million. */
export const MAX_PHOTO_PIXELS = 51_000_000;

/** `uploading -> kept | refused`. */
export const PHOTO_STATES = ["uploading", "kept", "refused"] as const;
export type PhotoState = (typeof PHOTO_STATES)[number];

/** Why a photo was refused; the text report stands all the same. */
export const PHOTO_REFUSALS = [
  "not_an_image",
  "wrong_type",
  "too_many_pixels",
  "truncated",
  "unreadable",
  "too_slow",
  "altered",
] as const;
export type PhotoRefusal = (typeof PHOTO_REFUSALS)[number];

/** A photo and how far it has come. */
export interface Photo {
  readonly id: string;
  readonly reportId: string;
  readonly state: PhotoState;
  readonly totalBytes: number;
  readonly receivedBytes: number;
  /** Of the picture that is kept; null before. */
  readonly widthPixels: number | null;
  readonly heightPixels: number | null;
  readonly reason: PhotoRefusal | null;
  /** The desk shows it to the public with its report. */
  readonly isPublished: boolean;
}

/** A photo that the public sees. */
export interface PublicPhoto {
  readonly id: string;
  readonly reportId: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** What a phone announces before it sends. */
export const PhotoInput = z.strictObject({
  /** Made by the sender: the same photo sent twice is one. */
  id: z.uuid("must be a UUID made by the sender"),
  totalBytes: z
    .int("must be a whole number of bytes")
    .min(1, "is 0; an empty file is no photo")
    .max(MAX_PHOTO_BYTES, "is over 8 MB; make the photo smaller"),
  /** Of all its bytes, hexadecimal; a browser can make it over https alone. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in 64 hexadecimal digits")
    .nullish(),
});
export type PhotoInput = z.output<typeof PhotoInput>;

interface Progress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/**
 * What a piece is to what has arrived: `next` (from its byte `skip` on), `known` (nothing new in it), `gap` (bytes
 * before it are missing) or `beyond` (more than the photo was said to have).
 */
export type ChunkPlace =
  | { readonly kind: "next"; readonly skip: number }
  | { readonly kind: "known" }
  | { readonly kind: "gap" }
  | { readonly kind: "beyond" };

/** @param chunk where it begins in the photo and how long it is, bytes */
export function placeChunk(
  chunk: { readonly offset: number; readonly length: number },
  { receivedBytes, totalBytes }: Progress,
): ChunkPlace {
  const end = chunk.offset + chunk.length;
  if (end > totalBytes) return { kind: "beyond" };
  if (chunk.offset > receivedBytes) return { kind: "gap" };
  if (end <= receivedBytes) return { kind: "known" };
  return { kind: "next", skip: receivedBytes - chunk.offset };
}

/** The bytes `[start, end)` that are sent next; empty (`start === end`) when all have arrived. */
export function nextChunk(
  { receivedBytes, totalBytes }: Progress,
  chunkBytes: number,
): { readonly start: number; readonly end: number } {
  const start = Math.min(receivedBytes, totalBytes);
  return { start, end: Math.min(totalBytes, start + Math.min(chunkBytes, MAX_CHUNK_BYTES)) };
}

/** The first piece: 2.6 s at 50 kbit/s, well within the time that the front door waits for a body. */
export const FIRST_CHUNK_BYTES = 16 * 1024;
const MIN_CHUNK_BYTES = 4 * 1024;
/** What a piece should take. Longer: a broken line costs too much. Shorter: most of the time is spent waiting. */
const AIM_MS = 4_000;

/**
 * How large the next piece is after one took `tookMs`; null: it did not arrive. Bytes.
 * @example nextChunkBytes(16_384, 500) // 32_768
 */
export function nextChunkBytes(chunkBytes: number, tookMs: number | null): number {
  if (tookMs === null) return Math.max(MIN_CHUNK_BYTES, Math.floor(chunkBytes / 2));
  if (tookMs > AIM_MS) return Math.max(MIN_CHUNK_BYTES, Math.floor(chunkBytes / 2));
  return tookMs < AIM_MS / 2 ? Math.min(MAX_CHUNK_BYTES, chunkBytes * 2) : chunkBytes;
}

const PHOTO_TYPES = ["jpeg", "png", "webp"] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Beginnings of pictures, films and documents that are not taken as photos. */
const OTHER_TYPES = ["GIF8", "BM", "II*", "MM", "%PDF", "8BPS", "<svg", "<?xml"];
/** Those that say so after four bytes of length: HEIC, AVIF, MP4; JPEG XL. */
const OTHER_BOXES = ["ftyp", "JXL "];

/** What a file is by its first bytes; whatever its name or declared type says. */
export function sniffPhoto(bytes: Uint8Array): PhotoType | "not_an_image" | "wrong_type" {
  const head = ascii(bytes, 0, 16);
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "webp";
  const isOther =
    OTHER_TYPES.some((start) => head.trimStart().startsWith(start)) ||
    OTHER_BOXES.includes(head.slice(4, 8));
  return isOther ? "wrong_type" : "not_an_image";
}
