/** Which of a reporter's crossings nobody has told of for too long, as far as this phone knows: it needs no line. */
import type { FieldHome, HomeCrossing } from "#app/_client/outbox/field-home.ts";
import { isReport, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import { silentAfter } from "#server/domain/silence.ts";
import { fromMs, type Instant } from "#server/domain/time.ts";
import { STANDS, takenBack } from "./last-said.ts";

export interface Overdue {
  readonly crossing: HomeCrossing;
  /** The last word before the silence. */
  readonly lastWordAt: Instant;
}

/** When it was seen by the server's clock, as far as this phone knows how its own is off. */
function seenMs({ body, isTypedTime, skewMs }: OutboxEntry): number {
  return Date.parse(body.observedAt) - (isTypedTime ? 0 : (skewMs ?? 0));
}

/** Own words count as soon as they are written down here: whoever has just reported is not reminded. */
function ownWordsMs(
  crossingId: string,
  { reports, account }: FieldHome,
  entries: readonly OutboxEntry[],
): number[] {
  const gone = takenBack(entries);
  const listed = reports
    .filter((report) => report.crossingId === crossingId && STANDS.has(report.review))
    .filter(({ id }) => !gone.has(id))
    .map(({ observedAt }) => Date.parse(observedAt));
  const here = entries
    .filter(isReport)
    .filter((entry) => entry.body.crossing === crossingId && entry.accountId === account.id)
    .filter(({ state, review }) => state !== "refused" && STANDS.has(review ?? "received"))
    .filter(({ id }) => !gone.has(id))
    .map(seenMs);
  return [...listed, ...here];
}

/**
 * @param at now, by the server's clock
 * @returns in the order of the crossings; none that never spoke, and none of which an older edition kept too little
 */
export function listOverdue(
  home: FieldHome,
  entries: readonly OutboxEntry[],
  at: Instant,
): Overdue[] {
  return home.crossings.flatMap((crossing) => {
    const { expectedIntervalMinutes, lastSeenAt } = crossing;
    if (expectedIntervalMinutes === undefined) return [];
    const words = ownWordsMs(crossing.id, home, entries);
    if (lastSeenAt != null) words.push(Date.parse(lastSeenAt));
    const word = words.length === 0 ? null : fromMs(Math.max(...words));
    const lastWordAt = silentAfter(word, expectedIntervalMinutes, at);
    return lastWordAt === null ? [] : [{ crossing, lastWordAt }];
  });
}
