/**
 * What becomes of a report on this phone when an answer comes: pure, so that every fault can be tried. Storage, network
 * and clock are outside (outbox-store.ts, send-report.ts, drain.ts).
 */
import type { ReviewState } from "#server/domain/report.ts";
import {
  type Draft,
  isWaiting,
  type OutboxEntry,
  type Refusal,
  type ReportBody,
} from "./outbox-entry.ts";

/** What sending came to. */
export type Answer =
  | {
      readonly kind: "received";
      readonly review: ReviewState;
      readonly receivedAt: string;
      readonly isByCode: boolean;
      /** Of a retraction: the reason on record, which may be one that came before; null of a report. */
      readonly reason: string | null;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "signed_out" | "other_account" }
  | { readonly kind: "busy"; readonly retryAfterMs: number }
  | { readonly kind: "offline" | "server" };

/** First pause after a failure, and the longest. Milliseconds. */
export const FIRST_PAUSE_MS = 2_000;
export const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * How long to wait after `attempts` failures: doubling, capped, and never the same for two phones, which would come
 * back all at once when a mast does.
 * @param random in [0, 1)
 */
export function pauseMs(attempts: number, random: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full * (0.5 + random / 2));
}

export interface NewReport {
  readonly body: OutboxEntry["body"];
  readonly accountId: string;
  readonly clock: { readonly skewMs: number; readonly uncertaintyMs: number } | null;
  readonly isTypedTime: boolean;
}

export function newEntry(
  { body, accountId, clock, isTypedTime }: NewReport,
  nowMs: number,
): OutboxEntry {
  return {
    id: body.id,
    accountId,
    body,
    state: "saved",
    review: null,
    reason: null,
    refusal: null,
    lastFailure: null,
    attempts: 0,
    savedAtMs: nowMs,
    dueAtMs: 0,
    sentAtMs: null,
    receivedAt: null,
    skewMs: clock?.skewMs ?? null,
    uncertaintyMs: clock?.uncertaintyMs ?? null,
    isTypedTime,
    isMended: false,
  };
}

/** Just before it leaves: from now on the server may have it. */
export function asSent(entry: OutboxEntry, nowMs: number): OutboxEntry {
  return { ...entry, state: "sent", sentAtMs: nowMs, attempts: entry.attempts + 1 };
}

/** @param random in [0, 1) */
export function afterAnswer(
  entry: OutboxEntry,
  answer: Answer,
  { nowMs, random }: { readonly nowMs: number; readonly random: number },
): OutboxEntry {
  // Another tab may have heard the receipt first; nothing takes it back.
  if (entry.state === "received") return entry;
  const failed = (dueAtMs: number): OutboxEntry => ({
    ...entry,
    dueAtMs,
    lastFailure:
      answer.kind === "received" || answer.kind === "refused"
        ? null
        : { kind: answer.kind, atMs: nowMs },
  });
  switch (answer.kind) {
    case "received":
      return {
        ...entry,
        state: "received",
        review: answer.review,
        reason: answer.reason,
        receivedAt: answer.receivedAt,
        refusal: null,
        lastFailure: null,
        ...(answer.isByCode ? { isByCode: true } : {}),
      };
    case "refused":
      return { ...entry, state: "refused", refusal: answer.refusal, lastFailure: null };
    case "signed_out":
    case "other_account":
      // It was not taken, whatever came before: it waits for its writer and nothing else.
      return failed(0);
    case "busy":
      return { ...failed(nowMs + answer.retryAfterMs), attempts: entry.attempts - 1 };
    case "offline":
    case "server":
      return failed(nowMs + pauseMs(entry.attempts, random));
  }
}

/**
 * How far its writer may take it to have come. A try that failed says nothing certain, and "sent" beside a report that never
 * left would have them put the phone away: it is only saved again, until it leaves the next time.
 */
export const rungOf = ({ state, lastFailure }: OutboxEntry): OutboxEntry["state"] =>
  state === "sent" && lastFailure !== null ? "saved" : state;

const oldestFirst = (a: OutboxEntry, b: OutboxEntry) =>
  a.savedAtMs - b.savedAtMs || (a.id < b.id ? -1 : 1);

/** What this account has waiting, oldest first. */
export function waitingOf(entries: readonly OutboxEntry[], accountId: string): OutboxEntry[] {
  return entries
    .filter((entry) => isWaiting(entry) && entry.accountId === accountId)
    .sort(oldestFirst);
}

/** Whether an answer ends this round: what is true of the line or the session is true for every report. */
export function endsRound(answer: Answer): boolean {
  return ["offline", "busy", "signed_out", "other_account"].includes(answer.kind);
}

/** Tried again by its writer: as if it were new, under the same id. */
export function asTriedAgain(entry: OutboxEntry): OutboxEntry {
  return { ...entry, state: "saved", refusal: null, lastFailure: null, dueAtMs: 0 };
}

/** Refused because its writer had not the right; a role or a crossing can be given back. */
export function refusedForRight(entries: readonly OutboxEntry[], accountId: string): OutboxEntry[] {
  return entries
    .filter((entry) => entry.state === "refused" && entry.refusal?.code === "forbidden")
    .filter((entry) => entry.accountId === accountId)
    .sort(oldestFirst);
}

/**
 * Put right by its writer. It keeps its id, so that it cannot count twice if it had arrived after all; only an id that
 * was used for something else is given up.
 */
export function asMended(
  entry: OutboxEntry,
  body: OutboxEntry["body"],
  freshId: string,
): OutboxEntry {
  const id = entry.refusal?.code === "conflict" ? freshId : entry.id;
  return { ...asTriedAgain(entry), id, body: { ...body, id }, isMended: true };
}

/**
 * What becomes of other words for a report that was received, or deleted in another tab, while somebody wrote them: they
 * correct it, or are a report of their own. Null: they say nothing new.
 */
export function mendedTooLate(entry: OutboxEntry | undefined, draft: Draft): Draft | null {
  // Taken back it is; its reason cannot be told anew.
  if ("retracts" in draft.body) return entry === undefined ? draft : null;
  if (entry === undefined) return draft;
  if ("retracts" in entry.body) return null;
  const said = ({ observedAt, claims, note = null }: Omit<ReportBody, "id">) =>
    JSON.stringify([observedAt, claims, note]);
  if (said(draft.body) === said(entry.body)) return null;
  // A time that was left as it was is by the clock that it was by.
  const isSameTime = draft.body.observedAt === entry.body.observedAt;
  const isTypedTime = isSameTime ? entry.isTypedTime : draft.isTypedTime;
  return { body: { ...draft.body, corrects: entry.id }, isTypedTime };
}

/** The server's later word about a report that it has. */
export interface ReviewWord {
  readonly id: string;
  readonly review: ReviewState;
  readonly reason: string | null;
  readonly receivedAt: string;
  /** It came as its code, which may say less: only sending it tells whether anything is left to say. */
  readonly isByCode?: boolean | undefined;
}

/** An entry with the server's word on it; the same object when nothing is new. That it is listed is a receipt too. */
export function withReview(entry: OutboxEntry, word: ReviewWord): OutboxEntry {
  const { review, reason, receivedAt } = word;
  if (entry.state === "received" && entry.review === review && entry.reason === reason) {
    return entry;
  }
  // What is listed under its id may be what it said before it was mended.
  const mayDiffer = entry.isMended || word.isByCode === true;
  if (entry.state === "refused" || (mayDiffer && entry.state !== "received")) return entry;
  return { ...entry, state: "received", review, reason, receivedAt, lastFailure: null };
}

/** Settled ones beyond this many are forgotten, oldest first; the server has them all. */
export const SETTLED_KEPT = 30;

export function toForget(entries: readonly OutboxEntry[]): string[] {
  return entries
    .filter(({ state }) => state === "received")
    .sort(oldestFirst)
    .slice(0, -SETTLED_KEPT)
    .map(({ id }) => id);
}
