import type { FieldProblem } from "#server/domain/errors.ts";
import { countToWord } from "./count-words.ts";
import type { RelayClaim, RelayCrossing } from "./relay-code.ts";
import { METRIC_LETTERS } from "./words.ts";

/** The word of the code that a claim came from; null for one that took several. */
function wordOf(crossing: RelayCrossing, claim: RelayClaim | undefined): string | null {
  if (claim?.kind !== "count") return null;
  return countToWord(crossing, claim) ?? METRIC_LETTERS[claim.metric];
}

/**
 * What does not fit, for somebody who knows the code that was written and nothing of the fields that it became:
 * `T170-100: low is greater than high; swap them`.
 */
export function problemText(
  crossing: RelayCrossing,
  claims: readonly RelayClaim[],
  { path, message }: FieldProblem,
): string {
  const [head = "", index = "", field = ""] = path.split(".");
  if (head === "observedAt") return `The time ${message}`;
  const word = head === "claims" ? wordOf(crossing, claims[Number(index)]) : null;
  if (word === null) return `The code ${message}`;
  return field === "" || field === "exact" ? `${word} ${message}` : `${word}: ${field} ${message}`;
}
