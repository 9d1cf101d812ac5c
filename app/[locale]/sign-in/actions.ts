"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { CodeAsked, SignInRefused, signIn, signOut } from "#server/auth/auth.ts";
import { readSessionId } from "#server/auth/session-cookie.ts";
import type { ErrorCode } from "#server/domain/errors.ts";
import { getRuntime } from "#server/runtime.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { homePath } from "./home-path.ts";
import { returnPath } from "./return-path.ts";

export interface SignInState {
  readonly email: string;
  /** Set from the right password on: the code is asked for. */
  readonly ticket: string | null;
  readonly code: ErrorCode | null;
  readonly retryAfterSeconds: number | null;
}

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

function localeOf(form: FormData) {
  const locale = form.get("locale");
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

type Step =
  | { readonly email: string; readonly password: string }
  | { readonly ticket: string; readonly code: string };

/** Tries one step; what is to be shown next, or null when the session cookie is set. */
async function attempt(step: Step, before: SignInState): Promise<SignInState | null> {
  try {
    await signIn("credentials", { ...step, redirect: false });
    return null;
  } catch (error) {
    if (error instanceof CodeAsked) return { ...before, ticket: error.ticket };
    if (!(error instanceof SignInRefused)) throw error;
    const { code, details } = error.refusal;
    // The ticket is too old: the password is asked for again.
    const ticket = code === "not_found" ? null : before.ticket;
    return { ...before, ticket, code, retryAfterSeconds: details.retryAfterSeconds ?? null };
  }
}

/** Where whoever has just signed in begins, by the cookie that this very answer sets. */
async function home(form: FormData): Promise<string> {
  const { authSecret, db } = getRuntime();
  const sessionId = await readSessionId((await cookies()).toString(), authSecret);
  const actor =
    sessionId === null ? null : await findSessionActor(db, sessionId, new Date().toISOString());
  const to = pathsFor(localeOf(form));
  return actor === null ? to.overview() : homePath(actor.role, to);
}

/** One step of signing in: e-mail and password, then a code where the account asks for one. */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = text(form, "email").trim();
  const password = text(form, "password");
  const ticket = text(form, "ticket") || null;
  const before = { email, ticket, code: null, retryAfterSeconds: null };
  const code = text(form, "code").trim();
  if (ticket === null ? email === "" || password === "" : code === "") {
    return { ...before, code: "invalid" };
  }
  const next = await attempt(ticket === null ? { email, password } : { ticket, code }, before);
  if (next !== null) return next;
  return redirect(returnPath(form.get("to")) ?? (await home(form)));
}

/** Ends the session, here and in Postgres. */
export async function signOutAction(form: FormData): Promise<void> {
  await signOut({ redirect: false });
  redirect(pathsFor(localeOf(form)).signIn());
}
