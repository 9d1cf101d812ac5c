import { DomainError } from "#server/domain/errors.ts";
import { findPasswordProblem, passwordFieldProblem } from "#server/domain/new-password.ts";

/** @throws DomainError `invalid` on the field `password` when it will not do as a new one */
export function checkNewPassword(password: string, email: string): void {
  const problem = findPasswordProblem(password, email);
  if (problem === null) return;
  const field = passwordFieldProblem(problem);
  throw new DomainError("invalid", `${field.path} ${field.message}`, { fields: [field] });
}
