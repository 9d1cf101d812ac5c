/**
 * The outbox of this page: what lies on the phone as React sees it, and when it is sent.
 *
 * Rounds begin on start, when the line is back (`online` is a hint), when the page is shown again, when the next pause
 * is over, and when somebody asks. One tab sends at a time (Web Locks); the others hear of it and read again.
 */

import { allowPhotos, startPhotos } from "#app/_client/photos/photos.ts";
import { changesUnderWay } from "./changes-under-way.ts";
import { lastSkew } from "./device-skew.ts";
import { drain, nextRoundAtMs } from "./drain.ts";
import { type FieldHome, fetchHome, keptHome } from "./field-home.ts";
import {
  asMended,
  asTriedAgain,
  mendedTooLate,
  newEntry,
  refusedForRight,
  toForget,
  withReview,
} from "./ladder.ts";
import { putAgain } from "./make-room.ts";
import { newReportId } from "./new-id.ts";
import type { Draft, OutboxEntry } from "./outbox-entry.ts";
import { type OutboxStore, openStore } from "./outbox-store.ts";
import { seeReminders } from "./see-reminders.ts";
import { sendReport } from "./send-report.ts";
import { readStorageState, type StorageState } from "./storage-state.ts";
import { CHANNEL, requestSync, SEND_LOCK } from "./tabs.ts";
import { finishWipe } from "./unfinished-wipe.ts";
import { isWiped, markWiped } from "./wiped.ts";

export interface OutboxView {
  readonly isReady: boolean;
  readonly storage: StorageState;
  readonly entries: readonly OutboxEntry[];
  readonly home: FieldHome | null;
  /** Why nothing is sent, though there may be a line. */
  readonly hold: "signed_out" | "other_account" | "forbidden" | null;
  readonly isSending: boolean;
  /** Whether the last contact came to something; null before the first. */
  readonly isReached: boolean | null;
}

const BLANK: OutboxView = {
  isReady: false,
  storage: "clearable",
  entries: [],
  home: null,
  hold: null,
  isSending: false,
  isReached: null,
};
/** While hundreds drain, the page is drawn so often and no more. */
const DRAW_MS = 200;
const LONGEST_TIMER_MS = 60_000;

let view: OutboxView = BLANK;
let drawn: OutboxView = BLANK;
let drawTimer: ReturnType<typeof setTimeout> | undefined;
let roundTimer: ReturnType<typeof setTimeout> | undefined;
let store: OutboxStore | undefined;
let channel: BroadcastChannel | undefined;
let isStarted = false;
const listeners = new Set<() => void>();

/** Also at once, after somebody's own deed: the screen must not say of it what was so before. */
function draw(): void {
  clearTimeout(drawTimer);
  drawTimer = undefined;
  drawn = view;
  for (const listener of listeners) listener();
}

function show(part: Partial<OutboxView>): void {
  view = { ...view, ...part };
  if (drawTimer === undefined) drawTimer = setTimeout(draw, drawn.isReady ? DRAW_MS : 0);
}

function keepInView(entry: OutboxEntry, formerId = entry.id): void {
  const others = view.entries.filter(({ id }) => id !== entry.id && id !== formerId);
  show({ entries: [...others, entry] });
}

async function put(entry: OutboxEntry): Promise<void> {
  await (store && find(entry.id) ? putAgain(store, entry) : store?.put(entry));
  keepInView(entry);
  if (entry.state === "received") void allowPhotos(entry.id);
}

const tellTabs = () => channel?.postMessage("changed");

async function reload(): Promise<void> {
  if (store?.kind === "database") show({ entries: await store.list() });
}

/** What the server says of each report; what it lists, it has. */
async function takeReviews(home: FieldHome): Promise<void> {
  const words = new Map(home.reports.map((report) => [report.id, report]));
  for (const entry of view.entries) {
    const word = words.get(entry.id);
    const now = word === undefined ? entry : withReview(entry, word);
    if (now !== entry) await put(now);
  }
  const old = toForget(view.entries);
  if (old.length === 0) return;
  await store?.remove(old);
  show({ entries: view.entries.filter(({ id }) => !old.includes(id)) });
}

/** Asks who is signed in and what became of the reports. */
export async function refreshHome(): Promise<void> {
  const answer = await fetchHome();
  if (isWiped()) return;
  if (answer.kind === "offline") return show({ isReached: false });
  if (answer.kind !== "home") return show({ hold: answer.kind, isReached: true });
  keptHome.write(answer.home);
  show({ home: answer.home, hold: null, isReached: true });
  await takeReviews(answer.home);
  await seeReminders();
}

/** Another tab or the service worker has sent, or kept, something. */
async function hearTabs(): Promise<void> {
  const before = changesUnderWay(view.entries);
  await reload();
  if (changesUnderWay(view.entries) < before) await refreshHome();
}

async function round(isForced: boolean): Promise<void> {
  const { home } = view;
  if (home === null) return;
  const before = changesUnderWay(view.entries);
  show({ isSending: true });
  try {
    const last = await drain(
      {
        entries: () => view.entries,
        accountId: home.account.id,
        put,
        send: sendReport,
        nowMs: Date.now,
        random: Math.random,
      },
      isForced,
    );
    if (last === null) return;
    const isHeld = last.kind === "signed_out" || last.kind === "other_account";
    show({
      hold: isHeld ? last.kind : null,
      isReached: last.kind !== "offline" && last.kind !== "server",
    });
    tellTabs();
  } finally {
    show({ isSending: false });
  }
  // The report that was corrected or taken back stands on this page too.
  if (changesUnderWay(view.entries) < before) await refreshHome();
}

function schedule(): void {
  clearTimeout(roundTimer);
  const { home, hold, entries } = view;
  const dueAtMs = home === null ? null : nextRoundAtMs(entries, home.account.id);
  if (dueAtMs === null || hold !== null) return;
  // A phone that slept, or whose clock was set, must not wait for an hour that never comes.
  const waitMs = Math.min(LONGEST_TIMER_MS, Math.max(1_000, dueAtMs - Date.now()));
  roundTimer = setTimeout(() => void sendNow(false), waitMs);
}

/** Sends what waits, unless another tab is at it. `isForced`: also what is not due yet. */
export async function sendNow(isForced = true): Promise<void> {
  if (isWiped()) return;
  const { locks } = navigator;
  if (locks === undefined) await round(isForced);
  else {
    await locks.request(SEND_LOCK, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await reload();
      await round(isForced);
    });
  }
  schedule();
}

/** The line may be back, or somebody looks: ask who is signed in, then send. */
async function wake(): Promise<void> {
  if (document.visibilityState === "hidden") return;
  await sendNow();
  await refreshHome();
  // Signed in meanwhile, or the first time that it is known who reports.
  await sendNow();
}

async function start(): Promise<void> {
  if (await finishWipe()) return location.reload();
  store = await openStore();
  show({ entries: await store.list(), home: keptHome.read() });
  show({ storage: await readStorageState(store.kind), isReady: true });
  if (typeof BroadcastChannel === "function") {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => {
      if (data !== "wiped") return void hearTabs();
      markWiped();
      location.replace("/");
    };
  }
  addEventListener("online", () => void wake());
  document.addEventListener("visibilitychange", () => void wake());
  await wake();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isStarted) {
    isStarted = true;
    void start();
    startPhotos();
  }
  return () => listeners.delete(listener);
}

export const getView = (): OutboxView => drawn;
export const getBlankView = (): OutboxView => BLANK;

/**
 * Writes a report, or that one is taken back, down on this phone, then sends it when it can. When this resolves, it is kept.
 * @throws when it cannot be kept
 */
export async function saveReport({ body, isTypedTime }: Draft): Promise<string> {
  const { home } = view;
  if (home === null) throw new Error("nobody has signed in on this phone yet");
  const id = newReportId();
  const report = {
    body: { ...body, id },
    accountId: home.account.id,
    clock: lastSkew(),
    isTypedTime,
  };
  await put(newEntry(report, Date.now()));
  draw();
  requestSync();
  tellTabs();
  void sendNow();
  return id;
}

const find = (id: string) => view.entries.find((entry) => entry.id === id);

/** Puts other words into what waits or was refused. */
export async function mendReport(id: string, draft: Draft): Promise<void> {
  const entry = find(id);
  if (entry === undefined || entry.state === "received") {
    const late = mendedTooLate(entry, draft);
    if (late !== null) await saveReport(late);
    return;
  }
  // A time that was left as it was is by the clock that it was by.
  const isSameTime = draft.body.observedAt === entry.body.observedAt;
  const isTypedTime = isSameTime ? entry.isTypedTime : draft.isTypedTime;
  const mended = { ...asMended(entry, { ...draft.body, id }, newReportId()), isTypedTime };
  await store?.put(mended);
  if (mended.id !== id) await store?.remove([id]);
  keepInView(mended, id);
  draw();
  tellTabs();
  void sendNow();
}

export async function tryAgain(id: string): Promise<void> {
  const entry = find(id);
  if (entry === undefined || entry.state === "received") return;
  await put(asTriedAgain(entry));
  void sendNow();
}

/** All that was refused for a missing right, once that has been given back; what is stuck otherwise stays as it is. */
export async function tryRefusedForRight(): Promise<void> {
  const { home, entries } = view;
  if (home === null) return;
  for (const entry of refusedForRight(entries, home.account.id)) await put(asTriedAgain(entry));
  tellTabs();
  await sendNow();
  await refreshHome();
}

export async function deleteReport(id: string): Promise<void> {
  await store?.remove([id]);
  show({ entries: view.entries.filter((entry) => entry.id !== id) });
  draw();
  tellTabs();
}

/** Lets go of everything, here and in the other tabs, and keeps nothing from now on: the phone is about to be wiped. */
export function letGo(): void {
  markWiped();
  clearTimeout(roundTimer);
  store = undefined;
  channel?.postMessage("wiped");
}
