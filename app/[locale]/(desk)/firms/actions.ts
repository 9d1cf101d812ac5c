"use server";
import type { FirmFormState } from "#app/[locale]/(firm)/firm/form-state.ts";
import { runAction } from "#app/[locale]/(firm)/firm/run-action.ts";

/** Makes a firm with its first owner. */
export async function addFirmAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const input = {
    id: text("id"),
    name: text("name"),
    timeZone: text("timeZone"),
    owner: text("owner"),
  };
  const state = await runAction(form, { done: "added", work: ({ firms }) => firms.add(input) });
  // No account has that e-mail: the one field that can be meant.
  return state.problem === "gone" ? { ...state, problem: null, wrong: ["owner"] } : state;
}
