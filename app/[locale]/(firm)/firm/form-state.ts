import type { FieldProblem } from "#server/domain/errors.ts";

/** What sending a form of a firm's pages came to. */
export interface FirmFormState {
  /** What was done, in a word of the page's messages. */
  readonly done: string | null;
  /** Fields that are wrong: `email`, `crossings`. */
  readonly wrong: readonly string[];
  /** Why nothing was done, where it is no field's fault. */
  readonly problem: "conflict" | "gone" | "unanswered" | null;
  /** What was typed, by field. */
  readonly typed: Readonly<Record<string, string>>;
}

export const BLANK_FORM: FirmFormState = { done: null, wrong: [], problem: null, typed: {} };

/** Every field of a form as it was typed. */
export function typedIn(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

/** No answer came; what was typed is kept. */
export const unansweredForm = (form: FormData): FirmFormState => ({
  ...BLANK_FORM,
  typed: typedIn(form),
  problem: "unanswered",
});

/** The fields that a refusal names, `crossings.0` as `crossings`. */
export const wrongFields = (fields: readonly FieldProblem[] | undefined): string[] => [
  ...new Set((fields ?? []).map(({ path }) => path.split(".")[0] ?? path)),
];
