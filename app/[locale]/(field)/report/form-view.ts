import type { FormProblems, FormValues } from "./form-fields.ts";

/** What the parts of the form draw from: what was typed, and what is wrong with it. */
export interface FormView {
  readonly value: (field: string) => string;
  readonly problem: (field: string) => string | undefined;
  /** Whether anything was typed into, or is wrong with, a field that begins so. */
  readonly isTouched: (prefix: string) => boolean;
}

/** Choices that say nothing by themselves: where, how known, how. */
const MERE_DETAIL = /\.(?:basis|place|direction|state)$/;

/** @param words what is said of a problem in the reader's language */
export function formView(
  values: FormValues,
  problems: FormProblems,
  words: (problem: string) => string,
): FormView {
  return {
    value: (field) => values[field] ?? "",
    problem: (field) => {
      const problem = problems[field];
      return problem === undefined ? undefined : words(problem);
    },
    isTouched: (prefix) =>
      Object.entries(values).some(
        ([field, value]) => field.startsWith(prefix) && value !== "" && !MERE_DETAIL.test(field),
      ) || Object.keys(problems).some((field) => field.startsWith(prefix)),
  };
}
