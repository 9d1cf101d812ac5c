/** Content codings: which one to answer in, and making it. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export const ENCODINGS = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Smaller bodies gain nothing: a packet is a packet. */
const WORTH_COMPRESSING_BYTES = 600;
/**
 * Brotli 8 takes a crossing's page (460 KB) from 40.0 to 38.0 KB and the overview in Pashto from 21.6 to 20.5 beside
 * brotli 5, for 1 to 3 ms more of a pool's thread; 9 takes three times as long for another 1 % (Node 24.21, Xeon).
 */
const BROTLI_QUALITY = { fast: 8, best: 11 } as const;
/** A window of 256 KB holds a whole page, 4 MB the framework's script too; that much is not allocated for each page. */
const BROTLI_WINDOW_BITS = { fast: 18, best: 22 } as const;
const GZIP_LEVEL = { fast: 6, best: 9 } as const;

/** `best` takes a second for a large file: for what is sent for ever after. */
export type Effort = "fast" | "best";

const TEXT = /^(?:text\/|application\/(?:[a-z0-9.+-]*(?:json|xml)|javascript|wasm)|image\/svg)/i;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** The best coding that the client takes: br before gzip before none. A coding with `q=0` is refused. */
export function preferredEncoding(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return "identity";
  const refused = new Set<string>();
  const accepted = new Set<string>();
  for (const part of acceptEncoding.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    (isRefused ? refused : accepted).add(name);
  }
  const takes = (name: string) =>
    !refused.has(name) && (accepted.has(name) || (accepted.has("*") && !refused.has("*")));
  return takes("br") ? "br" : takes("gzip") ? "gzip" : "identity";
}

export function isCompressible(contentType: string, bytes: number): boolean {
  return bytes >= WORTH_COMPRESSING_BYTES && TEXT.test(contentType);
}

/** Off the event loop: zlib works in the thread pool. */
export async function compress(
  body: Buffer,
  encoding: Encoding,
  effort: Effort = "fast",
): Promise<Buffer> {
  switch (encoding) {
    case "br":
      return brotliAsync(body, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[effort],
          [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS[effort],
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
        },
      });
    case "gzip":
      return gzipAsync(body, { level: GZIP_LEVEL[effort] });
    case "identity":
      return body;
  }
}
