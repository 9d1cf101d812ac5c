/**
 * Reading what came from outside. Apart from errors.ts, which pages take into the browser without any of this.
 */
import type { z } from "zod";
import { DomainError, type FieldProblem } from "./errors.ts";

/** More would not be read; a body full of mistakes must not get a longer answer than it is itself. */
const MAX_FIELD_PROBLEMS = 50;

/** Whether Postgres can keep a text: it holds no NUL, and no half of a surrogate pair. */
export const isStorable = (text: string): boolean =>
  text.isWellFormed() && !text.includes("\u0000");

/** What a size is counted in. */
const SIZE_UNITS: Readonly<Record<string, string>> = {
  string: "characters",
  array: "entries",
  set: "entries",
};

/** "have at most 2,000 characters", for a value that is too big or too small; null: another mistake. */
function sizeWanted(issue: z.core.$ZodIssue): string | null {
  if (issue.code !== "too_big" && issue.code !== "too_small") return null;
  const isTooBig = issue.code === "too_big";
  const bound = (isTooBig ? issue.maximum : issue.minimum).toLocaleString("en");
  const unit = SIZE_UNITS[issue.origin];
  const words = issue.inclusive === false ? ["less than", "more than"] : ["at most", "at least"];
  const limit = `${words[isTooBig ? 0 : 1]} ${bound}`;
  return unit === undefined ? `be ${limit}` : `have ${limit} ${unit}`;
}

/** zod's own sentences say what is wrong; these say what to give instead. A schema's own message stays as it is. */
function wayOut(issue: z.core.$ZodIssue): string {
  const type = /^Invalid input: expected (\w+), received (\w+)$/.exec(issue.message);
  if (type !== null) {
    const [, expected = "", received = ""] = type;
    const article = /^[aeiou]/.test(expected) ? "an" : "a";
    if (received === "undefined") return `is missing; give ${article} ${expected}`;
    return `must be ${article} ${expected}, not ${received}`;
  }
  const size = /^Too (?:big|small): /.test(issue.message) ? sizeWanted(issue) : null;
  if (size !== null) return `must ${size}`;
  if (issue.code === "invalid_value" && issue.message.startsWith("Invalid ")) {
    return `must be one of ${issue.values.map(String).join(", ")}`;
  }
  if (issue.code === "invalid_union" && issue.message.startsWith("Invalid discriminator")) {
    return issue.message.replace(/^.*Expected /, "must be one of ").replaceAll(" | ", ", ");
  }
  return issue.message;
}

function problemsIn(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") {
    return [{ path: path.join("."), message: wayOut(issue) }];
  }
  const message = "is not known here; remove it, or check how it is spelt";
  return issue.keys.map((key) => ({ path: [...path, key.slice(0, 80)].join("."), message }));
}

/** The refusal for input that does not fit its schema, naming each field. */
export function invalidInput(error: z.ZodError): DomainError {
  const fields = error.issues.flatMap(problemsIn).slice(0, MAX_FIELD_PROBLEMS);
  const first = fields[0];
  const where = first === undefined ? "" : first.path === "" ? "The input " : `${first.path} `;
  return new DomainError("invalid", `${where}${first?.message ?? "does not fit"}`, { fields });
}

/** The refusal of one field, by a rule that is in no schema. */
export const invalidField = ({ path, message }: FieldProblem): DomainError =>
  new DomainError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });

/** @throws DomainError `invalid` when there is a problem, naming each */
export function assertFits(fields: readonly FieldProblem[]): void {
  const [first] = fields;
  if (first === undefined) return;
  throw new DomainError("invalid", `${first.path}: ${first.message}`, { fields });
}

/** Parses what came from outside, or throws `DomainError("invalid")` naming each field. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}
