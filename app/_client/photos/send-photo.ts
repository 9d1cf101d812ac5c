/**
 * Sends one photo: announces it, which also tells how far it had come, then piece by piece from there. Whatever breaks,
 * it is simply done again: announcement and pieces are idempotent.
 */
import { z } from "zod";
import { apiPaths } from "#app/api-paths.ts";
import {
  FIRST_CHUNK_BYTES,
  nextChunk,
  nextChunkBytes,
  PHOTO_REFUSALS,
  PHOTO_STATES,
} from "#server/domain/photo.ts";
import type { Hold, KeptPhoto, SendOutcome } from "./kept-photo.ts";

const Progress = z.object({
  state: z.enum(PHOTO_STATES),
  receivedBytes: z.number(),
  totalBytes: z.number(),
  reason: z.enum(PHOTO_REFUSALS).nullable(),
});
type Progress = z.output<typeof Progress>;

const Problem = z.object({ detail: z.string() });

/** A piece that takes longer is given up; the front door gives up on its body sooner. */
const ANSWER_LIMIT_MS = 60_000;

export interface SendDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
  /** Keeps and shows how far it has come. */
  readonly onProgress: (receivedBytes: number) => Promise<void>;
  /** The photo was taken off the phone meanwhile. */
  readonly isGone: () => boolean;
}

type Reply = { readonly progress: Progress } | { readonly outcome: SendOutcome };

const held = (hold: Hold, retryAfterMs: number | null = null): { outcome: SendOutcome } => ({
  outcome: { kind: "held", hold, retryAfterMs },
});

/** Pieces were lost or the announcement is unknown: nothing is wrong with the photo, it is asked for again soon. */
const AGAIN_MS = 500;

async function readRefusal(response: Response): Promise<string | null> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data.detail : null;
}

async function readReply(response: Response, isAnnouncement: boolean): Promise<Reply> {
  if (response.ok) {
    const parsed = Progress.safeParse(await response.json().catch(() => null));
    return parsed.success ? { progress: parsed.data } : held("server");
  }
  switch (response.status) {
    case 401:
      return held("signed_out");
    case 403:
      // A role can be given back.
      return held("no_right");
    case 404:
      return isAnnouncement ? held("no_report") : held("server", AGAIN_MS);
    case 408:
      return held("offline");
    case 429:
    case 503: {
      const seconds = Number(response.headers.get("Retry-After"));
      return held("server", seconds > 0 ? seconds * 1_000 : null);
    }
    case 409:
      if (!isAnnouncement) return held("server", AGAIN_MS);
      break;
  }
  if (response.status >= 500) return held("server");
  const message = await readRefusal(response);
  return { outcome: { kind: "refused", reason: null, message } };
}

/** How large the last piece was that went well; the next photo begins with it. */
let chunkBytes = FIRST_CHUNK_BYTES;

export async function sendPhoto(photo: KeptPhoto, deps: SendDeps): Promise<SendOutcome> {
  const { blob, id, reportId, totalBytes, sha256, accountId } = photo;
  if (blob === null) return { kind: "kept" };
  const account = accountId === null ? {} : { "X-Gatewatch-Account": accountId };

  async function call(url: string, init: RequestInit, isAnnouncement: boolean): Promise<Reply> {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    try {
      return await readReply(await deps.fetch(url, { ...init, signal }), isAnnouncement);
    } catch {
      // No answer: it may have arrived or not.
      return held("offline");
    }
  }

  async function sendPiece(from: Progress): Promise<Reply> {
    const { start, end } = nextChunk(from, chunkBytes);
    const startedAtMs = deps.nowMs();
    const reply = await call(
      `${apiPaths.photo(reportId, id)}?offset=${start}`,
      {
        method: "PUT",
        headers: { ...account, "Content-Type": "application/octet-stream" },
        body: blob?.slice(start, end) ?? null,
      },
      false,
    );
    const isLost = "outcome" in reply && reply.outcome.kind === "held";
    // The last one is answered after the picture was made: its time says nothing of the line.
    if (isLost) chunkBytes = nextChunkBytes(chunkBytes, null);
    else if (end < totalBytes) {
      chunkBytes = nextChunkBytes(chunkBytes, deps.nowMs() - startedAtMs);
    }
    return reply;
  }

  const announcement = JSON.stringify({ id, totalBytes, ...(sha256 === null ? {} : { sha256 }) });
  let reply = await call(
    apiPaths.photos(reportId),
    {
      method: "POST",
      headers: { ...account, "Content-Type": "application/json" },
      body: announcement,
    },
    true,
  );
  for (;;) {
    if ("outcome" in reply) return reply.outcome;
    const { progress } = reply;
    if (progress.state === "kept") return { kind: "kept" };
    if (progress.state === "refused") {
      return { kind: "refused", reason: progress.reason, message: null };
    }
    await deps.onProgress(progress.receivedBytes);
    if (deps.isGone()) return { kind: "held", hold: "server", retryAfterMs: null };
    const before = progress.receivedBytes;
    reply = await sendPiece(progress);
    // Everything is there and it is still not read, or it has to begin anew: not now.
    const after = "progress" in reply ? reply.progress : null;
    if (after?.state === "uploading" && after.receivedBytes <= before) {
      return held("server").outcome;
    }
  }
}
