"use client";
/** The reader's last visit, kept on this device alone; a browser that refuses storage simply never remembers. */
import { useSyncExternalStore } from "react";
import { continueVisit, look, type SeenRecord, type Visit } from "#server/domain/last-visit.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { VISIT_KEY } from "./visit-script.ts";

let visit: Visit | null = null;
const listeners = new Set<() => void>();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isSeenRecord(value: unknown): value is SeenRecord {
  if (!isRecord(value)) return false;
  return Object.values(value).every(
    (seen) =>
      isRecord(seen) &&
      typeof seen.at === "string" &&
      typeof seen.condition === "string" &&
      isRecord(seen.lanes),
  );
}

function isVisit(value: unknown): value is Visit {
  return (
    isRecord(value) &&
    typeof value.at === "string" &&
    isSeenRecord(value.seen) &&
    (value.before === null || isSeenRecord(value.before))
  );
}

function readStored(): Visit | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(VISIT_KEY) ?? "null");
    return isVisit(stored) ? stored : null;
  } catch {
    return null;
  }
}

function keep(next: Visit): void {
  const isTold = next.before === visit?.before;
  visit = next;
  try {
    localStorage.setItem(VISIT_KEY, JSON.stringify(next));
  } catch {
    // Full, or refused: the next visit is then told nothing.
  }
  // What was seen changes with every look; only what is shown of it is drawn again.
  if (!isTold) for (const listener of listeners) listener();
}

/** Begun when it is first asked for on a page. */
function current(): Visit {
  visit ??= continueVisit(readStored(), new Date().toISOString());
  return visit;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the reader had seen before this visit; null: nothing, not yet known, or they want to hear no more of it. */
export function useSeenBefore(): SeenRecord | null {
  return useSyncExternalStore(
    subscribe,
    () => current().before,
    () => null,
  );
}

/** Keeps what is on the page now as seen; a page that nobody looks at is not. Coming back to it is a new visit too. */
export function keepSeen(statuses: readonly LiveStatus[]): void {
  if (document.visibilityState !== "visible") return;
  const now = new Date().toISOString();
  keep(look(continueVisit(current(), now), statuses, now));
}

/** The reader has taken note; the next visit is told what changed from now on. */
export function takeNote(): void {
  keep({ ...current(), before: null });
  delete document.documentElement.dataset.visited;
}
