"use server";
import { FIRM_ROLES } from "#server/domain/firm.ts";
import type { FirmFormState } from "../form-state.ts";
import { runAction } from "../run-action.ts";

/** Puts somebody into a firm or gives them another role, or takes them out of it. */
export async function memberAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const member = { firmId: String(form.get("firmId")), email: String(form.get("email") ?? "") };
  if (form.get("do") === "remove") {
    return runAction(form, { done: "removed", work: ({ firms }) => firms.removeMember(member) });
  }
  const role = FIRM_ROLES.find((one) => one === form.get("role")) ?? "viewer";
  return runAction(form, {
    done: "set",
    work: ({ firms }) => firms.setMember({ ...member, role }),
  });
}

/** Gives the firm another name or time zone. */
export async function settingsAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const name = String(form.get("name") ?? "");
  const timeZone = String(form.get("timeZone") ?? "");
  return runAction(form, {
    done: "changed",
    work: ({ firms }) => firms.change({ name, timeZone }),
  });
}

/** Takes whoever asks out of their firm; the page then says that they are in none. */
export async function leaveAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  return runAction(form, { done: "left", work: ({ firms }) => firms.leave({}) });
}

/** Closes a firm, when its name was typed. */
export async function closeAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const input = { firmId: String(form.get("firmId")), name: String(form.get("name") ?? "") };
  return runAction(form, { done: "closed", work: ({ firms }) => firms.close(input) });
}
