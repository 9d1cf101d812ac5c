export const DECISIONS = ["published", "rejected", "unverifiable", "asked"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface DecisionState {
  /** What was typed as reason, and as question. */
  readonly reason: string;
  readonly question: string;
  readonly isReasonMissing: boolean;
  readonly isQuestionMissing: boolean;
  /** Why nothing was decided, in words; null when nothing is wrong. */
  readonly refusal: string | null;
  readonly isUnanswered: boolean;
}
