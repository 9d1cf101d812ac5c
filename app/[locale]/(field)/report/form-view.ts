import type { FormProblems, FormValues } from "./form-fields.ts";

/** What the parts of the form draw from: what was typed, and what is wrong with it. */
export interface FormView {
  readonly value: (field: string) => string;
  readonly problem: (field: string) => string | undefined;
}

export function formView(values: FormValues, problems: FormProblems): FormView {
  return { value: (field) => values[field] ?? "", problem: (field) => problems[field] };
}
