/**
 * The messages that one alert is made of. CAP knows an alert by its messages: the first one, updates that each name the
 * earlier ones, and a last one that ends it. Ours follow the changes of a crossing's level, so that each has a lasting
 * identifier, whoever asks and whenever.
 */
import type { Change } from "#server/domain/change.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

/** From "elevated" on; what is less is no alert. */
export const CAP_MIN_LEVEL = 2;

export interface CapMessage {
  readonly identifier: string;
  readonly sentAt: Instant;
  /** `AllClear`: an Update whose response type says that it is over. */
  readonly type: "Alert" | "Update" | "AllClear" | "Cancel";
  readonly level: number;
}

export interface CapThread {
  readonly current: CapMessage;
  /** The messages before it, of the same alert, oldest first. */
  readonly earlier: readonly CapMessage[];
}

export type LevelChange = Pick<Change, "crossingId" | "sequence" | "at" | "details">;

const identifierOf = (crossingId: CrossingId, sequence: number): string =>
  `gatewatch.${crossingId}.change-${sequence}`;

/** Whoever said it took it back, so that there had been nothing to be alerted of. */
const isWithdrawn = ({ details }: LevelChange): boolean =>
  details.some(({ kind }) => kind === "retraction");

/**
 * The newest alert of one crossing, running or over.
 * @param changes of one crossing, those of its level among them, in order of `sequence`
 * @returns null when its level never reached `CAP_MIN_LEVEL` in them
 */
export function capThread(changes: readonly LevelChange[]): CapThread | null {
  let thread: CapMessage[] = [];
  let isOver = true;
  for (const change of changes) {
    const level = change.details.find((detail) => detail.kind === "level")?.to;
    if (level === undefined) continue;
    const isAlert = level >= CAP_MIN_LEVEL;
    if (isOver && !isAlert) continue;
    if (isOver) thread = [];
    const ended = isWithdrawn(change) ? "Cancel" : "AllClear";
    const type = isOver ? "Alert" : isAlert ? "Update" : ended;
    const identifier = identifierOf(change.crossingId, change.sequence);
    thread.push({ identifier, sentAt: change.at, type, level });
    isOver = !isAlert;
  }
  const current = thread.at(-1);
  return current === undefined ? null : { current, earlier: thread.slice(0, -1) };
}
