/**
 * A photo on this phone, and the ladder that it climbs:
 *
 *   waiting -> sending -> kept
 *                 \-> refused (with the reason)
 *
 * It goes only after its report was received, and leaves the phone only when the server has kept it. Pure: storage,
 * network and clock are outside (photo-store.ts, send-photo.ts, photos.ts).
 */
import { z } from "zod";
import { PHOTO_REFUSALS } from "#server/domain/photo.ts";

/** Why it waits, though it may go. */
const Hold = z.enum(["offline", "server", "signed_out", "no_right", "no_report"]);
export type Hold = z.output<typeof Hold>;

export const KeptPhoto = z.object({
  id: z.uuid(),
  reportId: z.uuid(),
  /** Whose it is; null: whoever is signed in. */
  accountId: z.string().nullable(),
  /** null once the server has it. */
  blob: z.instanceof(Blob).nullable(),
  /** `data:` URL, some KB; null when this browser could not make one. */
  thumbnail: z.string().nullable(),
  totalBytes: z.number(),
  receivedBytes: z.number(),
  sha256: z.string().nullable(),
  state: z.enum(["waiting", "sending", "kept", "refused"]),
  reason: z.enum(PHOTO_REFUSALS).nullable(),
  /** The server's sentence, when it would not take it at all. */
  message: z.string().nullable(),
  hold: Hold.nullable(),
  /** Its report was received. */
  mayGo: z.boolean(),
  attempts: z.number(),
  dueAtMs: z.number(),
  addedAtMs: z.number(),
});
export type KeptPhoto = z.output<typeof KeptPhoto>;

/** What sending came to. */
export type SendOutcome =
  | { readonly kind: "kept" }
  | {
      readonly kind: "refused";
      readonly reason: KeptPhoto["reason"];
      readonly message: string | null;
    }
  | { readonly kind: "held"; readonly hold: Hold; readonly retryAfterMs: number | null };

export const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Doubling, capped. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
}

export function afterSend(photo: KeptPhoto, outcome: SendOutcome, nowMs: number): KeptPhoto {
  switch (outcome.kind) {
    case "kept": {
      const receivedBytes = photo.totalBytes;
      return { ...photo, state: "kept", blob: null, hold: null, receivedBytes };
    }
    case "refused": {
      const { reason, message } = outcome;
      return { ...photo, state: "refused", reason, message, hold: null };
    }
    case "held": {
      const attempts = photo.attempts + 1;
      const dueAtMs = nowMs + (outcome.retryAfterMs ?? pauseAfter(attempts));
      return { ...photo, state: "waiting", hold: outcome.hold, attempts, dueAtMs };
    }
  }
}

/** Waits for its turn, oldest first. A photo that was being sent when its page was closed waits again. */
export function waitingPhotos(photos: readonly KeptPhoto[]): KeptPhoto[] {
  return photos
    .filter(
      ({ state, mayGo, blob }) => mayGo && blob !== null && state !== "kept" && state !== "refused",
    )
    .sort((a, b) => a.addedAtMs - b.addedAtMs);
}

/** Whole percent that has arrived; 100 only when all has. */
export function percentSent({ receivedBytes, totalBytes }: KeptPhoto): number {
  return totalBytes === 0 ? 0 : Math.floor((100 * receivedBytes) / totalBytes);
}
