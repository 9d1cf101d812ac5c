/**
 * What a new password must be. Length does the work; the few refusals are what people type first
 * (NIST SP 800-63B-4, 3.1.1.2: compare with known and context-specific values, demand no mixture of characters).
 */
import type { FieldProblem } from "./errors.ts";

export const MIN_PASSWORD_LENGTH = 12;
/** Longer ones cost hashing time and add nothing. Characters. */
export const MAX_PASSWORD_LENGTH = 200;

/** Words that alone, repeated, or with digits and signs around them make no password. */
const TRIVIAL = [
  "password",
  "passphrase",
  "gatewatch",
  "qwerty",
  "qwertyuiop",
  "letmein",
  "welcome",
  "admin",
  "iloveyou",
];
const SEQUENCES =
  "abcdefghijklmnopqrstuvwxyz 01234567890123456789 98765432109876543210 qwertyuiopasdfghjklzxcvbnm";

function isTrivial(password: string): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size <= 3) return true;
  if (SEQUENCES.includes(lower)) return true;
  let letters = lower.replace(/[^a-z]/g, "");
  for (const word of TRIVIAL) letters = letters.replaceAll(word, "");
  const hasTrivialWord = TRIVIAL.some((word) => lower.includes(word));
  return hasTrivialWord && letters === "";
}

export type PasswordProblem = "too_short" | "too_long" | "is_email" | "trivial";

/** The first thing that is wrong with a new password, or null. `email` is that of its account. */
export function findPasswordProblem(password: string, email: string): PasswordProblem | null {
  if (password.length < MIN_PASSWORD_LENGTH) return "too_short";
  if (password.length > MAX_PASSWORD_LENGTH) return "too_long";
  const lower = password.trim().toLowerCase();
  const address = email.trim().toLowerCase();
  if (lower === address || lower === address.split("@")[0]) return "is_email";
  return isTrivial(password) ? "trivial" : null;
}

const SENTENCES: Readonly<Record<PasswordProblem, string>> = {
  too_short: `is shorter than ${MIN_PASSWORD_LENGTH} characters; a few words in a row do well`,
  too_long: `is longer than ${MAX_PASSWORD_LENGTH} characters; shorten it`,
  is_email: "is your e-mail address; choose something nobody can look up",
  trivial: "is among the first that anybody would try; choose another",
};

/** The problem as a refusal names it. */
export function passwordFieldProblem(problem: PasswordProblem): FieldProblem {
  return { path: "password", message: SENTENCES[problem] };
}
