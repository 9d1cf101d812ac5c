/**
 * Urgency: how much publishing a report would change what the public reads. The desk's queue is in its order.
 *
 * Each kind of change has a printed weight; what is repeated (six lanes that close together) adds a little and is
 * bounded, so that no number of small changes outweighs a lane that opens or closes.
 */
import type { ChangeDetail } from "./change.ts";
import { diffStatus } from "./diff-status.ts";
import type { CrossingStatus } from "./status.ts";
import type { Instant } from "./time.ts";

export const URGENCY_REASONS = [
  "lane",
  "level",
  "dispute",
  "exception",
  "announcement",
  "posture",
  "figure",
  "trend",
  "freshness",
] as const;
export type UrgencyReason = (typeof URGENCY_REASONS)[number];

/** Points of the first change of its kind. A traveller acts on lanes; everything else explains them. */
export const URGENCY_WEIGHTS: Readonly<Record<UrgencyReason, number>> = {
  lane: 100,
  level: 20,
  dispute: 16,
  exception: 12,
  announcement: 10,
  posture: 8,
  figure: 6,
  trend: 4,
  freshness: 2,
};
/** Every further change of a kind adds this share of its weight. */
export const REPEAT_SHARE = 0.1;
/** Further changes beyond so many add nothing: all kinds but lanes together stay below one lane. */
export const MAX_REPEATS = 2;

export interface Urgency {
  /** 0: the public would see no difference. */
  readonly score: number;
  /** What makes it so, weightiest first; empty with a score of 0. */
  readonly reasons: readonly UrgencyReason[];
}

export interface Effect {
  /** What the public would read as changed. */
  readonly details: readonly ChangeDetail[];
  readonly urgency: Urgency;
}

/** What a report cannot do by being published (a retraction, a silence) has no weight. */
const reasonOf = (detail: ChangeDetail): UrgencyReason | null =>
  URGENCY_REASONS.find((reason) => reason === detail.kind) ?? null;

/** Disputes that would begin or end: of figures between claimants, of lanes between observers. */
function disputes(before: CrossingStatus, after: CrossingStatus): UrgencyReason[] {
  const keys = (status: CrossingStatus) =>
    new Set([
      ...status.figures.filter((f) => f.disputed).map((f) => `${f.metric} ${f.side} ${f.lane}`),
      ...status.lanes.filter((lane) => lane.contested || lane.gap).map(({ lane }) => lane),
    ]);
  const [was, is] = [keys(before), keys(after)];
  const turned =
    [...was].filter((key) => !is.has(key)).length + [...is].filter((key) => !was.has(key)).length;
  return Array.from({ length: turned }, () => "dispute");
}

const isRenewed = (before: Instant | null, after: Instant | null): boolean =>
  after !== null && (before === null || after > before);

/** How much of `before` becomes different in `after`; both of one crossing and one instant. */
export function weighEffect(before: CrossingStatus, after: CrossingStatus): Effect {
  const details = diffStatus(before, after);
  const found: UrgencyReason[] = [
    ...details.map(reasonOf).filter((reason) => reason !== null),
    ...disputes(before, after),
    ...(isRenewed(before.lastWordAt, after.lastWordAt) ? (["freshness"] as const) : []),
  ];
  const reasons = URGENCY_REASONS.filter((reason) => found.includes(reason));
  const score = reasons.reduce((sum, reason) => {
    const repeats = Math.min(found.filter((one) => one === reason).length - 1, MAX_REPEATS);
    return sum + URGENCY_WEIGHTS[reason] * (1 + repeats * REPEAT_SHARE);
  }, 0);
  return { details, urgency: { score: Math.round(score * 10) / 10, reasons } };
}

interface Waiting {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly urgency: Urgency;
}

/** The most urgent first; among equals whoever has waited longest. The input is not changed. */
export function orderByUrgency<Item extends Waiting>(items: readonly Item[]): Item[] {
  return items.toSorted(
    (a, b) =>
      b.urgency.score - a.urgency.score ||
      (a.receivedAt === b.receivedAt ? 0 : a.receivedAt < b.receivedAt ? -1 : 1) ||
      (a.id < b.id ? -1 : 1),
  );
}
