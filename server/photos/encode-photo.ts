/**
 * Makes a received photo anew: turned upright, at most 2,000 pixels long, JPEG, without any of its metadata.
 *
 * Decoding strangers' bytes is what image libraries fail at, so it happens in a process of its own that knows no
 * secret, has a limit of time and of pixels, and gives its memory back when it ends. One at a time.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { PHOTO_REFUSALS, type PhotoRefusal, sniffPhoto } from "#server/domain/photo.ts";
import { SECOND_MS } from "#server/domain/time.ts";

export type EncodedPhoto =
  | {
      readonly kind: "picture";
      readonly bytes: Uint8Array;
      readonly widthPixels: number;
      readonly heightPixels: number;
    }
  | { readonly kind: "refused"; readonly reason: PhotoRefusal };

export type EncodePhoto = (bytes: Uint8Array) => Promise<EncodedPhoto>;

const CHILD = fileURLToPath(new URL("./encode-child.ts", import.meta.url));
/** A picture of 50 million pixels takes 2 to 4 s on one slow core. */
const TIME_LIMIT_MS = 20 * SECOND_MS;
/** Of JavaScript alone, in MB; the pixels are bounded by their number. */
const HEAP_LIMIT = "--max-old-space-size=96";
/** Those that wait hold their bytes in memory, 8 MB each at most. */
const MAX_WAITING = 8;

/** The line before the picture's bytes. */
const Head = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("picture"), widthPixels: z.int(), heightPixels: z.int() }),
  z.object({ kind: z.literal("refused"), reason: z.enum(PHOTO_REFUSALS) }),
]);

interface ChildEnd {
  readonly exitCode: number | null;
  readonly isLate: boolean;
  readonly output: Buffer;
  readonly complaint: string;
}

function runChild(bytes: Uint8Array, timeLimitMs: number): Promise<ChildEnd> {
  return new Promise((done, fail) => {
    // Nothing of our own environment: it may hold the database's password.
    const env = {
      NODE_ENV: "production" as const,
      VIPS_BLOCK_UNTRUSTED: "1",
      VIPS_CONCURRENCY: "1",
      MALLOC_ARENA_MAX: "2",
    };
    const child = spawn(process.execPath, [HEAP_LIMIT, CHILD], {
      env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    let complaint = "";
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, timeLimitMs);
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint = `${complaint}${text}`.slice(0, 2_000);
    });
    // It may end before it has read everything; how it ended says the rest.
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => {
      clearTimeout(limit);
      fail(error);
    });
    child.on("close", (exitCode) => {
      clearTimeout(limit);
      done({ exitCode, isLate, output: Buffer.concat(output), complaint });
    });
    child.stdin.end(bytes);
  });
}

function readOutput({ exitCode, isLate, output, complaint }: ChildEnd): EncodedPhoto {
  if (isLate) return { kind: "refused", reason: "too_slow" };
  // Ended by a signal (out of memory, a crash in a decoder): the picture's doing. By a code: ours.
  if (exitCode === null) return { kind: "refused", reason: "unreadable" };
  const end = output.indexOf(0x0a);
  if (exitCode !== 0 || end === -1) throw new Error(`photos cannot be encoded: ${complaint}`);
  const head = Head.parse(JSON.parse(output.subarray(0, end).toString("utf8")));
  return head.kind === "refused" ? head : { ...head, bytes: output.subarray(end + 1) };
}

export function createPhotoEncoder(timeLimitMs = TIME_LIMIT_MS): EncodePhoto {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return async (bytes) => {
    const type = sniffPhoto(bytes);
    if (type === "not_an_image" || type === "wrong_type") return { kind: "refused", reason: type };
    if (waiting >= MAX_WAITING) {
      const message = "Many photos are being read just now; ask for this one again in a minute.";
      throw new DomainError("unavailable", message, { retryAfterSeconds: 60 });
    }
    waiting += 1;
    const turn = last.then(() => runChild(bytes, timeLimitMs));
    last = turn.catch(() => undefined);
    try {
      return readOutput(await turn);
    } finally {
      waiting -= 1;
    }
  };
}
