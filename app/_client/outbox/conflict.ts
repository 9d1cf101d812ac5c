/** What stands against a report that was refused as a conflict, and what its writer can make of it. Nothing is merged. */
import type { OutboxEntry } from "./outbox-entry.ts";

/**
 * `newer`: the report that it corrects has another newest version; `taken_back`: that report counts no more, so that
 * there is nothing to correct; `by_code`: it was received by its code, which says less, as one's own or in another's
 * hand; `other`: its id was used for another report.
 */
export type Conflict =
  | { readonly kind: "newer"; readonly newestId: string }
  | { readonly kind: "by_code"; readonly isOwn: boolean }
  | { readonly kind: "taken_back" | "other" };

type Refused = Pick<OutboxEntry, "id" | "body" | "refusal">;

/** Null when it was not refused, or for another reason. */
export function conflictOf({ id, body, refusal }: Refused): Conflict | null {
  if (refusal?.code !== "conflict") return null;
  const { newestId = null, fields } = refusal;
  if (newestId === id || fields.some(({ path }) => path === "code")) {
    return { kind: "by_code", isOwn: newestId === id };
  }
  if (newestId === null) return { kind: "other" };
  const base = "retracts" in body ? body.retracts : body.corrects;
  return newestId === base ? { kind: "taken_back" } : { kind: "newer", newestId };
}

/** Which received report a report takes the place of once it is put right; null: none, it stands for itself. */
export function correctsWhenMended(entry: Refused): string | null {
  const conflict = conflictOf(entry);
  switch (conflict?.kind) {
    case "newer":
      return conflict.newestId;
    case "by_code":
      return conflict.isOwn ? entry.id : null;
    case "taken_back":
      return null;
    case "other":
    case undefined:
      return "retracts" in entry.body ? null : (entry.body.corrects ?? null);
  }
}
