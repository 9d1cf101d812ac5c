interface OrderInput {
  /** Ids as they stand on the page. */
  readonly shown: readonly string[];
  /** Ids as they should stand, the most urgent first. */
  readonly next: readonly string[];
  /** The one under somebody's hand. */
  readonly currentId: string | null;
}

/**
 * The order after news: what stands on the page keeps its order, what is decided goes, and what came in is placed by
 * urgency, but never before the report that somebody works on, so that nothing moves away under a hand.
 */
export function mergeOrder({ shown, next, currentId }: OrderInput): string[] {
  const kept = shown.filter((id) => next.includes(id));
  const order = [...kept];
  for (const [i, id] of next.entries()) {
    if (kept.includes(id)) continue;
    // After the nearest more urgent one that is placed already.
    const before = next.slice(0, i).findLast((other) => order.includes(other));
    const byUrgency = before === undefined ? 0 : order.indexOf(before) + 1;
    const current = currentId === null ? -1 : order.indexOf(currentId);
    order.splice(Math.max(byUrgency, current + 1), 0, id);
  }
  return order;
}
