"use server";
import { redirect } from "next/navigation";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { incompleteState, pathsOf, refusedState, withdraw } from "../planned-action.ts";
import { BLANK_PLANNED, type PlannedState, typedValues } from "../planned-state.ts";
import { readAnnouncementForm } from "./read-form.ts";

/** Enters what the form says; the page then lists it. */
export async function enterAction(_: PlannedState, form: FormData): Promise<PlannedState> {
  const caller = getRuntime().caller(await getActor());
  const state = { ...BLANK_PLANNED, values: typedValues(form) };
  try {
    const { crossings } = await caller.crossings.list({});
    const named = form.get("crossing");
    const row = crossings.find(({ crossing }) => crossing.id === named);
    const { input, missing } = readAnnouncementForm(form, row?.crossing ?? null);
    if (input === null) return incompleteState(state, missing, form);
    await caller.announcements.enter(input);
  } catch (error) {
    return refusedState(state, error, form);
  }
  return redirect(pathsOf(form).deskAnnouncements({ done: "entered" }));
}

/** Withdraws one; what is to come of it no longer stands. */
export async function withdrawAction(_: string | null, form: FormData): Promise<string | null> {
  const caller = getRuntime().caller(await getActor());
  const done = await withdraw(() => caller.announcements.withdraw({ id: String(form.get("id")) }));
  return redirect(pathsOf(form).deskAnnouncements({ done }));
}
