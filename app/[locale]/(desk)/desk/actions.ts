"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { DECISIONS, type Decision, type DecisionState } from "./decisions.ts";
import { pathsOf } from "./planned-action.ts";

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();
const desk = async () => getRuntime().caller(await getActor());

async function decide(decision: Decision, form: FormData): Promise<void> {
  const caller = await desk();
  const id = text(form, "id");
  switch (decision) {
    case "published":
      return void (await caller.desk.publish({ id }));
    case "rejected":
      return void (await caller.desk.reject({ id, reason: text(form, "reason") }));
    case "unverifiable":
      return void (await caller.desk.markUnverifiable({ id }));
    case "asked": {
      const messageId = text(form, "messageId");
      return void (await caller.threads.ask({ id, messageId, text: text(form, "question") }));
    }
  }
}

/** The words of a refusal; anything else is a bug and goes on. */
function refusalWords(error: unknown): string {
  const refusal = findRefusal(error);
  if (refusal === null) throw error;
  return refusal.message;
}

/** Decides on one report, or asks about it; the desk then shows what still waits. */
export async function decideAction(_: DecisionState, form: FormData): Promise<DecisionState> {
  const decision = DECISIONS.find((one) => one === form.get("decision"));
  const state = {
    reason: text(form, "reason"),
    question: text(form, "question"),
    isReasonMissing: false,
    isQuestionMissing: false,
    refusal: null,
    isUnanswered: false,
  };
  if (decision === undefined || (decision === "rejected" && state.reason === "")) {
    return { ...state, isReasonMissing: true };
  }
  if (decision === "asked" && state.question === "") return { ...state, isQuestionMissing: true };
  try {
    await decide(decision, form);
  } catch (error) {
    return { ...state, refusal: refusalWords(error) };
  }
  return redirect(pathsOf(form).desk({ done: decision, report: text(form, "id") }));
}

/** Takes a report up, over from another, or lets it go; the words of a refusal, or null. */
export async function lockAction(_: string | null, form: FormData): Promise<string | null> {
  const caller = await desk();
  const id = text(form, "id");
  const act = text(form, "act");
  try {
    if (act === "release") await caller.desk.unlock({ id });
    else await caller.desk.lock({ id, breaks: act === "break" });
  } catch (error) {
    return refusalWords(error);
  }
  refresh();
  return null;
}

/** Notes that a published report was looked at. */
export async function seenAction(form: FormData): Promise<void> {
  const caller = await desk();
  const id = text(form, "id");
  await caller.desk.markSeen({ id });
  redirect(pathsOf(form).desk({ done: "seen", report: id }));
}

/** Takes a published report back; the words of a refusal (without a reason, already corrected), else the list. */
export async function retractAction(_: string | null, form: FormData): Promise<string | null> {
  const caller = await desk();
  const id = text(form, "id");
  try {
    await caller.corrections.retract({ id, reason: text(form, "reason") });
  } catch (error) {
    return refusalWords(error);
  }
  return redirect(pathsOf(form).desk({ done: "retracted", report: id }));
}
