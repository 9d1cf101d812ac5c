"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { BLANK_PLANNED, type PlannedState, problemsOf, typedValues } from "../planned-state.ts";
import { readAnnouncementForm } from "./read-form.ts";

function pageOf(form: FormData) {
  const locale = form.get("locale");
  return pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE).deskAnnouncements;
}

/** Enters what the form says; the page then lists it. */
export async function enterAction(_: PlannedState, form: FormData): Promise<PlannedState> {
  const caller = getRuntime().caller(await getActor());
  const state = { ...BLANK_PLANNED, values: typedValues(form) };
  try {
    const { crossings } = await caller.crossings.list({});
    const named = form.get("crossing");
    const row = crossings.find(({ crossing }) => crossing.id === named);
    const { input, problems } = readAnnouncementForm(form, row?.crossing ?? null);
    if (input === null) return { ...state, problems };
    await caller.announcements.enter(input);
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const problems = problemsOf(refusal.details.fields ?? []);
    const isOfField = Object.keys(problems).length > 0;
    return { ...state, problems, refusal: isOfField ? null : refusal.message };
  }
  return redirect(pageOf(form)({ done: "entered" }));
}

/** Withdraws one; what is to come of it no longer stands. */
export async function withdrawAction(form: FormData): Promise<void> {
  const caller = getRuntime().caller(await getActor());
  let done = "withdrawn";
  try {
    await caller.announcements.withdraw({ id: String(form.get("id")) });
  } catch (error) {
    if (findRefusal(error) === null) throw error;
    done = "refused";
  }
  redirect(pageOf(form)({ done }));
}
