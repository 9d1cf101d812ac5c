"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { readClientAddress } from "#server/auth/client-address.ts";
import { getRuntime } from "#server/runtime.ts";

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "");

function pathsOf(form: FormData) {
  const locale = form.get("locale");
  return pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE);
}

/** Asks for mail about a crossing; every request that can be read is answered alike. */
export async function requestAction(form: FormData): Promise<void> {
  const crossing = textOf(form, "crossing");
  const [to, address] = [pathsOf(form), readClientAddress(await headers())];
  const { email, locale } = { email: textOf(form, "email").trim(), locale: textOf(form, "locale") };
  let problem: string | undefined;
  try {
    await getRuntime().mailWatches.request({ email, crossing, locale, address });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null || refusal.code === "unavailable") throw error;
    problem = refusal.code === "too_many" ? "many" : "email";
  }
  redirect(to.watch({ crossing, ...(problem === undefined ? { sent: 1 } : { problem }) }));
}

/** Confirms what was asked for; only a press of the button does, not the link. */
export async function confirmAction(form: FormData): Promise<void> {
  const [id, token, to] = [textOf(form, "id"), textOf(form, "token"), pathsOf(form)];
  let outcome: { done?: number; problem?: string } = { done: 1 };
  try {
    await getRuntime().mailWatches.confirm({ id, token });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null || refusal.code === "unavailable") throw error;
    outcome = refusal.code === "conflict" ? { problem: "full" } : {};
  }
  redirect(to.watchConfirm({ id, token, ...outcome }));
}

/** Stops the mails of a watch. */
export async function stopAction(form: FormData): Promise<void> {
  const [id, token, to] = [textOf(form, "id"), textOf(form, "token"), pathsOf(form)];
  try {
    await getRuntime().mailWatches.stop({ id, token });
  } catch (error) {
    if (findRefusal(error)?.code !== "not_found") throw error;
  }
  redirect(to.watchStop({ id, token }));
}
