export const DECISIONS = ["published", "rejected", "unverifiable"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface DecisionState {
  /** What was typed as reason. */
  readonly reason: string;
  readonly isReasonMissing: boolean;
  /** Why nothing was decided, in words; null when nothing is wrong. */
  readonly refusal: string | null;
  readonly isUnanswered: boolean;
}
