/**
 * The photos of this phone as pages see them, and when they are sent.
 *
 * Rounds begin on start, when the line is back (`online` is a hint), when the page is shown again, when a pause is over
 * and when somebody asks. One tab sends, one photo at a time (Web Locks); the others hear of it and read again.
 */
import { isWiped } from "#app/_client/outbox/wiped.ts";
import { UUID_RANDOM_BYTES, uuidV7 } from "#server/domain/uuid.ts";
import { afterSend, type KeptPhoto, waitingPhotos } from "./kept-photo.ts";
import { deletePhotoDatabase, listPhotos, putPhoto, removePhotos } from "./photo-store.ts";
import { sendPhoto } from "./send-photo.ts";
import { NoPicture, shrinkPhoto } from "./shrink-photo.ts";

export interface PhotosView {
  readonly isReady: boolean;
  /** This browser keeps nothing: photos cannot be taken here. */
  readonly isBlocked: boolean;
  readonly photos: readonly KeptPhoto[];
}

export const BLANK_VIEW: PhotosView = { isReady: false, isBlocked: false, photos: [] };
const LOCK = "gatewatch-photos";
const LONGEST_TIMER_MS = 60_000;
/** How soon to look again while another tab sends. */
const OTHER_TAB_MS = 5_000;
/** Kept photos stay in the list for this long, so that it can be seen that they arrived. */
const SHOW_KEPT_MS = 7 * 24 * 60 * 60_000;

let view = BLANK_VIEW;
let channel: BroadcastChannel | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let isStarted = false;
const listeners = new Set<() => void>();

function show(part: Partial<PhotosView>): void {
  view = { ...view, ...part };
  for (const listener of listeners) listener();
}

function place(photo: KeptPhoto): void {
  const others = view.photos.filter(({ id }) => id !== photo.id);
  show({ photos: [...others, photo].sort((a, b) => a.addedAtMs - b.addedAtMs) });
}

/** Kept before it is shown, and told to the other tabs. */
async function keep(photo: KeptPhoto): Promise<void> {
  await putPhoto(photo);
  place(photo);
  channel?.postMessage("changed");
}

/** Of one that lies here already: a phone that is full must still send it. */
async function keepAgain(photo: KeptPhoto): Promise<void> {
  try {
    await keep(photo);
  } catch (error) {
    if (isWiped()) throw error;
    place(photo);
  }
}

async function readAll(): Promise<void> {
  try {
    show({ photos: await listPhotos(), isReady: true, isBlocked: false });
  } catch {
    show({ isReady: true, isBlocked: true });
  }
}

async function sendOne(photo: KeptPhoto): Promise<void> {
  let last: KeptPhoto = { ...photo, state: "sending", hold: null };
  const isGone = () => !view.photos.some(({ id }) => id === photo.id);
  await keepAgain(last);
  const outcome = await sendPhoto(photo, {
    fetch: (url, init) => fetch(url, init),
    nowMs: Date.now,
    isGone,
    async onProgress(receivedBytes) {
      if (isGone()) return;
      // What has come through so far makes the next pause a short one again.
      const attempts = receivedBytes > last.receivedBytes ? 0 : last.attempts;
      last = { ...last, receivedBytes, attempts };
      await keepAgain(last);
    },
  });
  if (!isGone()) await keepAgain(afterSend(last, outcome, Date.now()));
}

async function round(isForced: boolean): Promise<void> {
  await readAll();
  const tried = new Set<string>();
  for (;;) {
    const next = waitingPhotos(view.photos).find(
      ({ id, dueAtMs }) => !tried.has(id) && (isForced || dueAtMs <= Date.now()),
    );
    if (next === undefined) return;
    tried.add(next.id);
    await sendOne(next);
  }
}

function planNext(leastWaitMs = 0): void {
  clearTimeout(timer);
  const due = waitingPhotos(view.photos).map(({ dueAtMs }) => dueAtMs);
  if (due.length === 0) return;
  const waitMs = Math.max(leastWaitMs, Math.min(...due) - Date.now());
  timer = setTimeout(() => void send(false), Math.min(waitMs, LONGEST_TIMER_MS));
}

/** Begins a round unless another tab has one under way; that one sees what this one added. */
async function send(isForced: boolean): Promise<void> {
  clearTimeout(timer);
  let isOurs = true;
  try {
    if ("locks" in navigator) {
      await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
        isOurs = lock !== null;
        if (isOurs) await round(isForced);
      });
    } else await round(isForced);
  } catch {
    show({ isBlocked: true });
  }
  planNext(isOurs ? 0 : OTHER_TAB_MS);
}

/** Reads what is on the phone and begins to send. Safe to call again. */
export function startPhotos(): void {
  if (isStarted) return;
  isStarted = true;
  if ("BroadcastChannel" in window) {
    channel = new BroadcastChannel(LOCK);
    channel.onmessage = () => void readAll().then(() => planNext());
  }
  window.addEventListener("online", () => void send(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void send(true);
  });
  void readAll().then(async () => {
    const old = view.photos.filter(
      ({ state, addedAtMs }) => state === "kept" && addedAtMs < Date.now() - SHOW_KEPT_MS,
    );
    if (old.length > 0) await removePhotos(old.map(({ id }) => id));
    await send(true);
  });
}

export function subscribePhotos(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const photosView = (): PhotosView => view;

export type AddOutcome = "added" | "no_picture" | "no_room";

/** Shrinks a photo and keeps it on the phone; it goes once `allowPhotos` was called for its report. */
export async function addPhoto(
  file: Blob,
  report: { readonly id: string; readonly accountId: string | null; readonly mayGo: boolean },
): Promise<AddOutcome> {
  try {
    const { blob, thumbnail, sha256 } = await shrinkPhoto(file);
    await keep({
      id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES))),
      reportId: report.id,
      accountId: report.accountId,
      blob,
      thumbnail,
      sha256,
      totalBytes: blob.size,
      receivedBytes: 0,
      state: "waiting",
      reason: null,
      message: null,
      hold: null,
      mayGo: report.mayGo,
      attempts: 0,
      dueAtMs: 0,
      addedAtMs: Date.now(),
    });
  } catch (error) {
    return error instanceof NoPicture ? "no_picture" : "no_room";
  }
  void send(false);
  return "added";
}

/** The report was received: its photos may go now. */
export async function allowPhotos(reportId: string): Promise<void> {
  const photos = await listPhotos().catch(() => []);
  const waiting = photos.filter((photo) => photo.reportId === reportId && !photo.mayGo);
  for (const photo of waiting) await keep({ ...photo, mayGo: true });
  if (waiting.length > 0) void send(false);
}

/** Takes a photo off this phone; what the server has of it, it has. */
export async function removePhoto(id: string): Promise<void> {
  show({ photos: view.photos.filter((photo) => photo.id !== id) });
  await removePhotos([id]);
  channel?.postMessage("changed");
}

export function sendPhotosNow(): void {
  void send(true);
}

/** For "wipe this phone": every photo goes, also what was never sent. */
export async function wipePhotos(): Promise<void> {
  clearTimeout(timer);
  show({ photos: [] });
  await deletePhotoDatabase();
}
