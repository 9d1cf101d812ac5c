import { refresh } from "next/cache";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { BLANK_FORM, type FirmFormState, typedIn, wrongFields } from "./form-state.ts";

type Caller = ReturnType<ReturnType<typeof getRuntime>["caller"]>;

/** Does what a form asks, as whoever is signed in, and draws the page again; anything but a refusal is a bug and goes on. */
export async function runAction(
  form: FormData,
  { done, work }: { readonly done: string; readonly work: (caller: Caller) => Promise<unknown> },
): Promise<FirmFormState> {
  try {
    await work(getRuntime().caller(await getActor()));
    refresh();
    return { ...BLANK_FORM, done };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const wrong = wrongFields(refusal.details.fields);
    const problem = refusal.code === "conflict" ? "conflict" : "gone";
    return {
      ...BLANK_FORM,
      typed: typedIn(form),
      wrong,
      problem: wrong.length > 0 ? null : problem,
    };
  }
}
