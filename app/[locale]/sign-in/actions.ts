"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { SignInRefused, signIn, signOut } from "#server/auth/auth.ts";
import { readSessionId } from "#server/auth/session-cookie.ts";
import type { ErrorCode } from "#server/domain/errors.ts";
import { getRuntime } from "#server/runtime.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { homePath } from "./home-path.ts";
import { returnPath } from "./return-path.ts";

export interface SignInState {
  readonly email: string;
  readonly code: ErrorCode | null;
  readonly retryAfterSeconds: number | null;
}

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

function localeOf(form: FormData) {
  const locale = form.get("locale");
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

/** Tries the pair; the refusal, or null when the session cookie is set. */
async function attempt(email: string, password: string): Promise<SignInState | null> {
  try {
    await signIn("credentials", { email, password, redirect: false });
    return null;
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    const { code, details } = error.refusal;
    return { email, code, retryAfterSeconds: details.retryAfterSeconds ?? null };
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

export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = text(form, "email").trim();
  const password = text(form, "password");
  if (email === "" || password === "") {
    return { email, code: "invalid", retryAfterSeconds: null };
  }
  const refused = await attempt(email, password);
  if (refused !== null) return refused;
  return redirect(returnPath(form.get("to")) ?? (await home(form)));
}

/** Ends the session, here and in Postgres. */
export async function signOutAction(form: FormData): Promise<void> {
  await signOut({ redirect: false });
  redirect(pathsFor(localeOf(form)).signIn());
}
