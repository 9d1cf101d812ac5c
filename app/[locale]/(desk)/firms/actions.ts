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

/** Says which private networks a firm's webhooks may reach: all of them each time, parted by spaces or commas. */
export async function networksAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const networks = String(form.get("networks") ?? "")
    .split(/[\s,]+/)
    .filter((one) => one !== "");
  const firmId = String(form.get("firmId"));
  return runAction(form, {
    done: "networks",
    work: ({ firms }) => firms.setNetworks({ firmId, networks }),
  });
}
