"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { DECISIONS, type Decision, type DecisionState } from "./decisions.ts";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

async function decide(decision: Decision, id: string, reason: string): Promise<void> {
  const { desk } = getRuntime().caller(await getActor());
  switch (decision) {
    case "published":
      return void (await desk.publish({ id }));
    case "rejected":
      return void (await desk.reject({ id, reason }));
    case "unverifiable":
      return void (await desk.markUnverifiable({ id }));
  }
}

/** Decides on one report; the desk then shows what still waits. */
export async function decideAction(_: DecisionState, form: FormData): Promise<DecisionState> {
  const decision = DECISIONS.find((one) => one === form.get("decision"));
  const reason = text(form, "reason").trim();
  const state = { reason, isReasonMissing: false, refusal: null, isUnanswered: false };
  if (decision === undefined || (decision === "rejected" && reason === "")) {
    return { ...state, isReasonMissing: true };
  }
  try {
    await decide(decision, text(form, "id"), reason);
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return { ...state, refusal: refusal.message };
  }
  const locale = form.get("locale");
  return redirect(pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE).desk({ done: decision }));
}
