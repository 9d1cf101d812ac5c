"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { actionContext } from "#server/auth/action-context.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { KEY_DAYS } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { addOwnKey } from "#server/services/accounts/own-keys.ts";
import type { KeyState } from "./key-state.ts";

/** Makes a key, which the page then shows this once. */
export async function addKeyAction(_before: KeyState, form: FormData): Promise<KeyState> {
  const ctx = actionContext(await getActor());
  const days = KEY_DAYS.find((one) => String(one ?? "") === form.get("days"));
  try {
    const { key } = await addOwnKey(ctx, {
      label: String(form.get("label") ?? ""),
      scopes: form.getAll("scope").map(String),
      days,
    });
    return { key, problem: null };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    if (refusal.code === "conflict") return { key: null, problem: "tooMany" };
    const [wrong] = refusal.details.fields ?? [];
    const field = wrong?.path.split(".")[0];
    return { key: null, problem: field === "label" || field === "scopes" ? field : "again" };
  }
}

/** Ends one of one's own keys; one that has ended already stays so. */
export async function revokeKeyAction(form: FormData): Promise<void> {
  const { keys } = getRuntime().caller(await getActor());
  try {
    await keys.revoke({ keyId: String(form.get("key")) });
  } catch (error) {
    if (findRefusal(error) === null) throw error;
  }
  const locale = form.get("locale");
  redirect(pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE).account({ done: "key" }));
}
