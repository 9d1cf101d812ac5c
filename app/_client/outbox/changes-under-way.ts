import type { OutboxEntry } from "./outbox-entry.ts";

/** Corrections and retractions that have not arrived: once they have, other reports of this phone stand otherwise. */
export const changesUnderWay = (entries: readonly OutboxEntry[]): number =>
  entries.filter(
    ({ body, state }) => ("retracts" in body || body.corrects != null) && state !== "received",
  ).length;
