import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FIRST_CHUNK_BYTES,
  MAX_CHUNK_BYTES,
  MAX_PHOTO_BYTES,
  nextChunk,
  nextChunkBytes,
  placeChunk,
  sniffPhoto,
} from "#server/domain/photo.ts";

const SLOWEST_LINE_BYTES_PER_MS = 50_000 / 8 / 1_000;
const BODY_LIMIT_MS = 30_000;

describe("a photo in pieces", () => {
  test("arrives whole and once, whatever is lost, repeated or sent before its turn", () => {
    const photo = fc.uint8Array({ minLength: 1, maxLength: 400 });
    const sends = fc.array(fc.record({ offset: fc.nat(420), length: fc.nat(60) }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(photo, sends, (bytes, tries) => {
        const arrived: number[] = [];
        const send = (offset: number, length: number) => {
          const progress = { receivedBytes: arrived.length, totalBytes: bytes.length };
          const place = placeChunk({ offset, length }, progress);
          if (place.kind !== "next") return;
          arrived.push(...bytes.subarray(offset + place.skip, offset + length));
        };
        for (const { offset, length } of tries) send(offset, length);
        while (arrived.length < bytes.length) {
          const progress = { receivedBytes: arrived.length, totalBytes: bytes.length };
          const { start, end } = nextChunk(progress, 7);
          send(start, end - start);
        }
        expect(arrived).toEqual([...bytes]);
      }),
    );
  });

  test("that overlaps gives only what is new", () => {
    const progress = { receivedBytes: 100, totalBytes: 300 };
    expect(placeChunk({ offset: 60, length: 80 }, progress)).toEqual({ kind: "next", skip: 40 });
    expect(placeChunk({ offset: 0, length: 100 }, progress)).toEqual({ kind: "known" });
    expect(placeChunk({ offset: 101, length: 10 }, progress)).toEqual({ kind: "gap" });
    expect(placeChunk({ offset: 100, length: 201 }, progress)).toEqual({ kind: "beyond" });
  });

  test("ends with an empty one when everything has arrived", () => {
    expect(nextChunk({ receivedBytes: 300, totalBytes: 300 }, 64)).toEqual({
      start: 300,
      end: 300,
    });
  });

  test("is never larger than a body may be, and the first fits a slow line's patience", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(60_000))), fc.nat(MAX_PHOTO_BYTES), (took, at) => {
        const size = took.reduce<number>((now, ms) => nextChunkBytes(now, ms), FIRST_CHUNK_BYTES);
        const { start, end } = nextChunk({ receivedBytes: at, totalBytes: MAX_PHOTO_BYTES }, size);
        expect(end - start).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
        expect(size).toBeGreaterThan(0);
      }),
    );
    expect(FIRST_CHUNK_BYTES / SLOWEST_LINE_BYTES_PER_MS).toBeLessThan(BODY_LIMIT_MS / 4);
  });

  test("grows on a fast line and shrinks on a slow or broken one", () => {
    expect(nextChunkBytes(16_384, 500)).toBe(32_768);
    expect(nextChunkBytes(16_384, 3_000)).toBe(16_384);
    expect(nextChunkBytes(16_384, 9_000)).toBe(8_192);
    expect(nextChunkBytes(16_384, null)).toBe(8_192);
    expect(nextChunkBytes(4_096, null)).toBe(4_096);
    expect(nextChunkBytes(MAX_CHUNK_BYTES, 10)).toBe(MAX_CHUNK_BYTES);
  });
});

describe("what a file is", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  test.each([
    ["jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF"],
    ["png", "\x89PNG\r\n\x1a\n\x00\x00"],
    ["webp", "RIFF\x10\x00\x00\x00WEBPVP8 "],
    ["wrong_type", "GIF89a.........."],
    ["wrong_type", "\x00\x00\x00\x18ftypheic...."],
    ["wrong_type", "%PDF-1.7"],
    ["wrong_type", "  <svg xmlns="],
    ["not_an_image", "RIFF\x10\x00\x00\x00WAVEfmt "],
    ["not_an_image", "<html><script>"],
    ["not_an_image", ""],
  ])("is read from its first bytes: %s", (kind, text) => {
    expect(sniffPhoto(bytes(text))).toBe(kind);
  });
});
