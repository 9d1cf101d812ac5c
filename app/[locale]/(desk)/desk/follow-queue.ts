import { mergeOrder } from "./merge-order.ts";

interface QueueEntry {
  readonly id: string;
}

/** The queue as it stands on somebody's page. */
export interface ShownQueue<Entry extends QueueEntry> {
  readonly entries: readonly Entry[];
  readonly order: readonly string[];
  /** What came in while the page was open. */
  readonly arrived: readonly string[];
  /** The report that somebody was at is decided by another. */
  readonly isCurrentGone: boolean;
}

interface NewQueue<Entry extends QueueEntry> {
  readonly entries: readonly Entry[];
  /** All that wait, shown or not. */
  readonly waitingIds: readonly string[];
  /** What they have just decided themselves. */
  readonly decidedId: string | null;
}

/** The page after news. `currentId`: the report that somebody is at. */
export function followQueue<Entry extends QueueEntry>(
  before: ShownQueue<Entry>,
  { entries, waitingIds, decidedId }: NewQueue<Entry>,
  currentId: string | null,
): ShownQueue<Entry> {
  const next = entries.map(({ id }) => id);
  return {
    entries,
    order: mergeOrder({ shown: before.order, next, currentId }),
    arrived: [...before.arrived, ...next.filter((id) => !before.order.includes(id))],
    isCurrentGone: currentId !== null && currentId !== decidedId && !waitingIds.includes(currentId),
  };
}
