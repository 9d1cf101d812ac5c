"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";

export interface RetractState {
  readonly reason: string;
  /** What is wrong with the reason. */
  readonly problem: string | null;
  readonly refusal: string | null;
}

/** Takes the report back, and shows its receipt. */
export async function retractAction(_: RetractState, form: FormData): Promise<RetractState> {
  const field = (name: string) => String(form.get(name) ?? "").trim();
  const [id, reason, locale] = [field("id"), field("reason"), field("locale")];
  const caller = getRuntime().caller(await getActor());
  try {
    await caller.corrections.retract({ id, reason });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const problem = refusal.details.fields?.find(({ path }) => path === "reason")?.message ?? null;
    return { reason, problem, refusal: problem === null ? refusal.message : null };
  }
  return redirect(pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE).receipt(id));
}
