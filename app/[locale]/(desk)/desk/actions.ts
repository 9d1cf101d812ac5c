"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { DECISIONS, type Decision, type DecisionState } from "./decisions.ts";
import { localeOf, pathsOf } from "./planned-action.ts";
import { refusalWords } from "./refusal-words.ts";

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();
const desk = async () => getRuntime().caller(await getActor());
const wordsOf = (error: unknown, form: FormData) =>
  refusalWords(error, { locale: localeOf(form), zone: text(form, "zone") || "UTC" });

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
    return { ...state, refusal: await wordsOf(error, form) };
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
    return wordsOf(error, form);
  }
  refresh();
  return null;
}

/** Notes that a published report was looked at. */
export async function seenAction(_: string | null, form: FormData): Promise<string | null> {
  const caller = await desk();
  const id = text(form, "id");
  try {
    await caller.desk.markSeen({ id });
  } catch (error) {
    return wordsOf(error, form);
  }
  return redirect(pathsOf(form).desk({ done: "seen", report: id }));
}

/** Takes an approval back before the report is public; too late, the desk says so. */
export async function holdAction(_: string | null, form: FormData): Promise<string | null> {
  const caller = await desk();
  const id = text(form, "id");
  let done = "held";
  try {
    await caller.desk.holdBack({ id });
  } catch (error) {
    if (findRefusal(error)?.code !== "conflict") return wordsOf(error, form);
    done = "tooLate";
  }
  return redirect(pathsOf(form).desk({ done, report: id }));
}

/** Takes a published report back; the words of a refusal (without a reason, already corrected), else the list. */
export async function retractAction(_: string | null, form: FormData): Promise<string | null> {
  const caller = await desk();
  const id = text(form, "id");
  try {
    await caller.corrections.retract({ id, reason: text(form, "reason") });
  } catch (error) {
    return wordsOf(error, form);
  }
  return redirect(pathsOf(form).desk({ done: "retracted", report: id }));
}
