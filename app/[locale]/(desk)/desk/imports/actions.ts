"use server";
import { refresh } from "next/cache";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { IMPORT_MODES } from "#server/domain/bulk-import.ts";
import { getRuntime } from "#server/runtime.ts";
import { localeOf } from "../planned-action.ts";
import { refusalWords } from "../refusal-words.ts";

/** Has a checked file applied. Gives the words of a refusal, or null. */
export async function applyAction(_: string | null, form: FormData): Promise<string | null> {
  const { imports } = getRuntime().caller(await getActor());
  const mode = IMPORT_MODES.find((one) => one === form.get("mode")) ?? "all";
  try {
    await imports.takeOver({ id: String(form.get("id")), mode });
  } catch (error) {
    if (findRefusal(error) === null) throw error;
    return refusalWords(error, { locale: localeOf(form), zone: "UTC" });
  }
  refresh();
  return null;
}
