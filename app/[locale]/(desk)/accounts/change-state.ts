import { ROLES, type Role } from "#server/domain/actor.ts";

/** What stands in the form: the role, and the crossings that are ticked. */
export interface TypedAccount {
  readonly role: Role;
  readonly crossings: readonly string[];
}

export interface ChangeState {
  readonly typed: TypedAccount | null;
  /** The account as it is now that it was changed. */
  readonly done: TypedAccount | null;
  readonly problem: "lastAdmin" | "gone" | "unanswered" | null;
}

export const UNCHANGED: ChangeState = { typed: null, done: null, problem: null };

const roleIn = (form: FormData, name: string): Role | undefined =>
  ROLES.find((one) => one === form.get(name));

export function readTypedAccount(form: FormData): TypedAccount {
  return {
    role: roleIn(form, "role") ?? roleIn(form, "was") ?? "reporter",
    crossings: form.getAll("crossing").map(String),
  };
}

/**
 * What was changed in the form. It says what the account was when the page was made (`was`, `had`): what another admin has
 * changed since, and this one has not touched, stays.
 * @returns null when nothing was
 */
export function readChange(form: FormData) {
  const { role, crossings } = readTypedAccount(form);
  const had = form.getAll("had").map(String);
  const added = crossings.filter((id) => !had.includes(id));
  const removed = had.filter((id) => !crossings.includes(id));
  const isOther = role !== roleIn(form, "was");
  if (!isOther && added.length === 0 && removed.length === 0) return null;
  const email = String(form.get("email") ?? "");
  return { email, crossings: added, removed, ...(isOther ? { role } : {}) };
}
