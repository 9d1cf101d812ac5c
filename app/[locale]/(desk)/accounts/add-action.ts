"use server";
import { refresh } from "next/cache";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { ROLES } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { ADD_FIELDS, type AddState, BLANK } from "./add-state.ts";

function readTyped(form: FormData) {
  const role = ROLES.find((one) => one === form.get("role")) ?? BLANK.role;
  return {
    email: String(form.get("email") ?? "").trim(),
    name: String(form.get("name") ?? ""),
    role,
    crossings: form.getAll("crossing").map(String),
  };
}

/** Makes an account with a link for its owner to choose a password; the list is read again. */
export async function addAction(_: AddState, form: FormData): Promise<AddState> {
  const typed = readTyped(form);
  // The service takes a reporter without one; here it can only be forgotten.
  if (typed.role === "reporter" && typed.crossings.length === 0) {
    return { ...BLANK, ...typed, wrong: ["crossings"] };
  }
  const given = form.get("locale");
  const to = pathsFor(isLocale(given) ? given : DEFAULT_LOCALE);
  try {
    const { email, token } = await getRuntime()
      .caller(await getActor())
      .accounts.add(typed);
    refresh();
    const link = `${getRuntime().publicUrl}${to.welcome(token)}`;
    return { ...BLANK, role: typed.role, made: { email, link } };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const named = new Set(refusal.details.fields?.map(({ path }) => path.split(".")[0]));
    const wrong = ADD_FIELDS.filter((field) => named.has(field));
    const isTaken = refusal.code === "conflict";
    const problem = isTaken ? "taken" : wrong.length > 0 ? null : "gone";
    return { ...BLANK, ...typed, wrong: isTaken ? ["email"] : wrong, problem };
  }
}
