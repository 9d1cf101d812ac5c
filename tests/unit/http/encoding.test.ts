import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { compress, isCompressible, preferredEncoding } from "#server/http/encoding.ts";

test.each([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["*", "br"],
  ["*;q=0", "identity"],
  ["br;q=0.0, *", "gzip"],
  ["identity", "identity"],
])("who accepts %s gets %s", (accept, encoding) => {
  expect(preferredEncoding(accept)).toBe(encoding);
});

test("text is compressed when it is long enough, pictures never", () => {
  expect(isCompressible("text/html; charset=utf-8", 5_000)).toBe(true);
  expect(isCompressible("application/geo+json", 5_000)).toBe(true);
  expect(isCompressible("text/html", 100)).toBe(false);
  expect(isCompressible("image/png", 5_000)).toBe(false);
});

test("what is sent for ever after is compressed over all of its length", async () => {
  // The same noise twice, further apart than a page is long: only a window of that width sees it again.
  const noise = randomBytes(300_000).toString("base64");
  const best = await compress(Buffer.from(noise + noise), "br", "best");
  expect(best.length).toBeLessThan(noise.length);
});
