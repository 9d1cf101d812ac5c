import type { FieldProblem } from "#server/domain/errors.ts";

/** What sending a form of the desk came to. */
export interface PlannedState {
  /** What was typed, by field; the boxes of a group joined by spaces. */
  readonly values: Readonly<Record<string, string>>;
  /** What is wrong, by field. */
  readonly problems: Readonly<Record<string, string>>;
  /** Why nothing was entered, where it is no field's fault. */
  readonly refusal: string | null;
  readonly isUnanswered: boolean;
}

export const BLANK_PLANNED: PlannedState = {
  values: {},
  problems: {},
  refusal: null,
  isUnanswered: false,
};

/** Every field of a form as it was typed. */
export function typedValues(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).map(String).join(" ")]));
}

/** A refusal's fields, the first problem of each; `lanes.0` belongs to `lanes`. */
export function problemsOf(fields: readonly FieldProblem[]): Record<string, string> {
  const byField = new Map<string, string>();
  for (const { path, message } of fields) {
    const [name = path] = path.split(".");
    if (!byField.has(name)) byField.set(name, message);
  }
  return Object.fromEntries(byField);
}
