"use server";
import { refresh } from "next/cache";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";

export interface AnswerState {
  readonly text: string;
  readonly isMissing: boolean;
  readonly refusal: string | null;
  readonly isUnanswered: boolean;
}

/** Sends the reporter's answer to the desk; the page then shows it in the thread. */
export async function answerAction(_: AnswerState, form: FormData): Promise<AnswerState> {
  const field = (name: string) => String(form.get(name) ?? "").trim();
  const text = field("text");
  const state = { text, isMissing: false, refusal: null, isUnanswered: false };
  if (text === "") return { ...state, isMissing: true };
  const caller = getRuntime().caller(await getActor());
  try {
    await caller.threads.answer({ id: field("id"), messageId: field("messageId"), text });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return { ...state, refusal: refusal.message };
  }
  refresh();
  return { ...state, text: "" };
}
