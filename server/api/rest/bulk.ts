/**
 * `GET /api/v1/reports.csv` and `.ndjson`: published reports of any span, streamed. One batch is read, written and
 * compressed at a time, the next when the client has taken it, and none once the client is gone.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { writeReportsCsvHead, writeReportsCsvRows } from "#server/formats/reports-csv.ts";
import type { BulkFormat } from "#server/http/bulk-paths.ts";
import { CLIENT_ADDRESS_HEADER } from "#server/http/client-address.ts";
import { preferredEncoding } from "#server/http/encoding.ts";
import { inPieces, keepPace } from "#server/http/least-pace.ts";
import type { PublicReport as Row } from "#server/services/reports/list-reports.ts";
import { streamReports } from "#server/services/reports/stream-reports.ts";
import type { ApiDeps } from "../context.ts";
import { asOf, InstantIn, known, pastInstant, Slug } from "../inputs.ts";
import { PublicReport } from "../public/report.ts";
import { readKeyActor } from "./actor.ts";
import { readQuery } from "./query.ts";
import { Hxl, MEDIA_TYPES, refuseUpsideDown } from "./route.ts";

export const BULK_TYPES = {
  csv: MEDIA_TYPES.csv,
  ndjson: "application/x-ndjson",
} as const satisfies Record<BulkFormat, string>;

export const BulkInput = z.strictObject({
  slug: Slug.optional().meta({
    description: "Only this crossing; without it all, one after another",
  }),
  from: InstantIn.optional().meta({ description: "Only reports observed then or later" }),
  to: InstantIn.optional().meta({ description: "Only reports observed before" }),
  asOf,
  known,
});
export const BulkCsvInput = BulkInput.extend({ hxl: Hxl });

/** Each is work for a core, and of memory a batch: more at once would only be slower. */
const MOST_AT_ONCE = 8;
const MOST_OF_ADDRESS = 2;
const RETRY_AFTER_SECONDS = 30;
/** A client that takes nothing for so long has gone without saying so. */
const STALLED_MS = 60_000;
/** 4 KB/s, which the slowest of mobile networks has: who takes less keeps a place from others. */
const LEAST_PACE = { everyMs: 60_000, leastBytes: 240 * 1024 };
/** Low: what is compressed once for one reader, while they wait. */
const BROTLI_QUALITY = 4;
const BROTLI_WINDOW_BITS = 18;

const running = new Map<string, number>();

/** Takes a place, and gives the function that frees it. */
function takePlace(address: string): () => void {
  const all = [...running.values()].reduce((sum, one) => sum + one, 0);
  const mine = running.get(address) ?? 0;
  if (all >= MOST_AT_ONCE || mine >= MOST_OF_ADDRESS) {
    const whose = mine >= MOST_OF_ADDRESS ? "for this address" : "here";
    const message = `Enough histories are on their way ${whose}; try again in ${RETRY_AFTER_SECONDS} s.`;
    throw new DomainError("too_many", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  running.set(address, mine + 1);
  return () => {
    const left = (running.get(address) ?? 1) - 1;
    if (left > 0) running.set(address, left);
    else running.delete(address);
  };
}

async function* writeText(
  batches: AsyncGenerator<Row[]>,
  { format, hxl }: { readonly format: BulkFormat; readonly hxl: boolean },
): AsyncGenerator<string> {
  if (format === "csv") yield writeReportsCsvHead({ hxl });
  for await (const reports of batches) {
    // What the public sees passes the schema that lists public fields.
    const seen = reports.map((one) => PublicReport.parse(one));
    yield format === "csv"
      ? writeReportsCsvRows(seen)
      : seen.map((one) => `${JSON.stringify(one)}\n`).join("");
  }
}

/** What compresses on the way; none: the client takes it as it is. */
function compressor(req: IncomingMessage, res: ServerResponse) {
  const { "accept-encoding": accept } = req.headers;
  const encoding = preferredEncoding(typeof accept === "string" ? accept : undefined);
  if (encoding === "identity") return [];
  res.setHeader("Content-Encoding", encoding);
  if (encoding === "gzip") return [createGzip()];
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
  };
  return [createBrotliCompress({ params })];
}

/** @throws DomainError before anything has been sent; afterwards a failure cuts the answer off, so that it shows */
export async function answerBulk(
  {
    req,
    res,
    url,
    format,
  }: {
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
    readonly url: URL;
    readonly format: BulkFormat;
  },
  deps: ApiDeps,
): Promise<void> {
  const schema = format === "csv" ? BulkCsvInput : BulkInput;
  const { hxl, ...input } = parseInput(
    BulkCsvInput,
    parseInput(schema, readQuery(url.searchParams)),
  );
  refuseUpsideDown(input);
  await readKeyActor(req, deps);
  const now = deps.now();
  const database = deps.replicas?.pick() ?? deps.database;
  const batches = streamReports(
    { actor: null, database, now },
    {
      slug: input.slug ?? null,
      from: input.from ?? null,
      to: input.to ?? null,
      at: pastInstant(input.asOf, now),
      known: input.known ?? "now",
    },
  );
  const leave = takePlace(String(req.headers[CLIENT_ADDRESS_HEADER] ?? ""));
  try {
    // A crossing that there is not is refused here, while it still can be.
    const text = writeText(prependFirst(await batches.next(), batches), {
      format,
      hxl: hxl === "1",
    });
    res.setHeader("Content-Type", BULK_TYPES[format]);
    res.setHeader("Cache-Control", "no-store");
    res.setHeader("Vary", "Accept-Encoding");
    res.setHeader("Content-Disposition", `attachment; filename="gatewatch-reports.${format}"`);
    if (req.method === "HEAD") return void res.end();
    res.setTimeout(STALLED_MS, () => void res.destroy());
    keepPace(res, LEAST_PACE);
    const written = Readable.from(text, { highWaterMark: 1 });
    await pipeline([written, ...compressor(req, res), inPieces(), res]);
  } catch (error) {
    // The client has gone, which is its right.
    if (!res.destroyed || !res.headersSent) throw error;
    deps.log.debug("a history was not taken to its end", { error });
  } finally {
    leave();
    await batches.return(undefined);
  }
}

async function* prependFirst(
  first: IteratorResult<Row[]>,
  rest: AsyncGenerator<Row[]>,
): AsyncGenerator<Row[]> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
