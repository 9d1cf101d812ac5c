import type { HomeReport } from "#app/_client/outbox/field-home.ts";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import type { OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";

/** A report of one's own: on this phone, or only on the server. `at`: when it was seen. */
export type Line =
  | { readonly at: string; readonly entry: OutboxEntry }
  | { readonly at: string; readonly report: HomeReport };

export const idOf = (line: Line) => ("entry" in line ? line.entry.id : line.report.id);

/** Newest first, but what was refused before all else. */
export function linesOf({ entries, home }: Pick<OutboxView, "entries" | "home">): Line[] {
  const mine = entries.filter(({ accountId }) => accountId === home?.account.id);
  const here = new Set(mine.map(({ id }) => id));
  // As the server put it right; until it has said so, as this phone's clock had it.
  const seenAt = new Map((home?.reports ?? []).map(({ id, observedAt }) => [id, observedAt]));
  const lines: Line[] = [
    ...mine.map((entry) => ({ at: seenAt.get(entry.id) ?? entry.body.observedAt, entry })),
    ...(home?.reports ?? [])
      .filter(({ id }) => !here.has(id))
      .map((report) => ({ at: report.observedAt, report })),
  ];
  // Refused ones first: they need somebody.
  const isStuck = (line: Line) => "entry" in line && line.entry.state === "refused";
  return lines.sort(
    (a, b) =>
      Number(isStuck(b)) - Number(isStuck(a)) ||
      Date.parse(b.at) - Date.parse(a.at) ||
      // Of the same second: by their ids, which hold when they were made. No line moves by itself.
      (idOf(a) < idOf(b) ? 1 : -1),
  );
}
