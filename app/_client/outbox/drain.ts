/**
 * One round of sending: what waits and is due, oldest first, one at a time. Each report is written down as sent before it
 * leaves and as answered after, so that a phone that dies in between sends it again under the same id.
 *
 * A line that is down or a session that has ended stops the round. A server that chokes on one report does not keep the
 * next one back; when it chokes on two in a row it is down, and the round ends. Whatever else failed holds for all of
 * them: none that is younger overtakes it while it pauses.
 */
import {
  type Answer,
  afterAnswer,
  asSent,
  endsRound,
  LONGEST_PAUSE_MS,
  waitingOf,
} from "./ladder.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

export interface DrainDeps {
  readonly entries: () => readonly OutboxEntry[];
  readonly accountId: string;
  /** Stores and shows it. */
  readonly put: (entry: OutboxEntry) => Promise<void>;
  readonly send: (entry: OutboxEntry) => Promise<Answer>;
  readonly nowMs: () => number;
  readonly random: () => number;
}

const CHOKES = 2;

/** A pause that is longer than any was reckoned by a clock that has been set back since. */
const isDue = ({ dueAtMs }: OutboxEntry, nowMs: number): boolean =>
  dueAtMs <= nowMs || dueAtMs - nowMs > LONGEST_PAUSE_MS;

/** It pauses because the server choked on it alone. */
const mayBeOvertaken = ({ lastFailure }: OutboxEntry): boolean => lastFailure?.kind === "server";

/**
 * @param isForced also what is not due yet: somebody asked, or the line has come back
 * @returns the last answer; null when nothing was due
 */
export async function drain(deps: DrainDeps, isForced: boolean): Promise<Answer | null> {
  const { accountId, put, send, nowMs, random } = deps;
  const startedAtMs = nowMs();
  let last: Answer | null = null;
  let choked = 0;
  for (const { id } of waitingOf(deps.entries(), accountId)) {
    // Read again: its writer may have mended or deleted it since.
    const entry = waitingOf(deps.entries(), accountId).find((one) => one.id === id);
    if (entry === undefined) continue;
    if (!isForced && !isDue(entry, startedAtMs)) {
      if (mayBeOvertaken(entry)) continue;
      return last;
    }
    const sent = asSent(entry, nowMs());
    const said = JSON.stringify(sent.body);
    await put(sent);
    last = await send(sent);
    const now = deps.entries().find((one) => one.id === id);
    // Deleted or mended while it was on its way: that stands.
    if (now !== undefined && JSON.stringify(now.body) === said) {
      await put(afterAnswer(now, last, { nowMs: nowMs(), random: random() }));
    }
    choked = last.kind === "server" ? choked + 1 : 0;
    if (endsRound(last) || choked >= CHOKES) return last;
  }
  return last;
}

/** When the next round is due: that of the oldest, or of one that may overtake it. Null when nothing waits. */
export function nextRoundAtMs(entries: readonly OutboxEntry[], accountId: string): number | null {
  const waiting = waitingOf(entries, accountId);
  const firstHeld = waiting.findIndex((entry) => !mayBeOvertaken(entry));
  const inTurn = firstHeld < 0 ? waiting : waiting.slice(0, firstHeld + 1);
  return inTurn.length === 0 ? null : Math.min(...inTurn.map(({ dueAtMs }) => dueAtMs));
}
