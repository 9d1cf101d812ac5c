"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { MODES } from "#server/domain/mode.ts";
import type { FirmFormState } from "../form-state.ts";
import { runAction } from "../run-action.ts";
import { readRanks } from "./read-draft.ts";

/** Makes or changes a corridor; the board then shows it. */
export async function saveAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const mode = MODES.find((one) => one === form.get("mode")) ?? "truck";
  const input = {
    id: String(form.get("id")),
    name: String(form.get("name") ?? ""),
    direction: String(form.get("direction") ?? ""),
    mode,
    crossings: readRanks(form),
  };
  const state = await runAction(form, {
    done: "saved",
    work: ({ corridors }) => corridors.save(input),
  });
  if (state.done === null) return state;
  const locale = form.get("locale");
  return redirect(pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE).firm());
}

/** Ends a corridor; the list is read again. */
export async function endAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  return runAction(form, {
    done: "ended",
    work: ({ corridors }) => corridors.end({ id: String(form.get("id")) }),
  });
}
