"use server";
import { refresh } from "next/cache";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { type ChangeState, readChange, readTypedAccount, UNCHANGED } from "./change-state.ts";

/** Gives an account another role, and crossings or takes them away; the list is read again. */
export async function changeAction(_: ChangeState, form: FormData): Promise<ChangeState> {
  const typed = readTypedAccount(form);
  const change = readChange(form);
  // It is as it is wanted already.
  if (change === null) return { ...UNCHANGED, typed, done: typed };
  try {
    const { role, crossings } = await getRuntime()
      .caller(await getActor())
      .accounts.change(change);
    refresh();
    return { ...UNCHANGED, typed, done: { role, crossings } };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return { ...UNCHANGED, typed, problem: refusal.code === "conflict" ? "lastAdmin" : "gone" };
  }
}
