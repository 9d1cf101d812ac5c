"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { actionContext } from "#server/auth/action-context.ts";
import { signIn } from "#server/auth/auth.ts";
import { DomainError } from "#server/domain/errors.ts";
import { findPasswordProblem, type PasswordProblem } from "#server/domain/new-password.ts";
import { makeFirstAdmin } from "#server/services/accounts/first-admin.ts";
import { findLink } from "#server/services/accounts/links.ts";
import { setPassword } from "#server/services/accounts/set-password.ts";

export interface WelcomeState {
  readonly email: string;
  readonly name: string;
  readonly emailIsWrong: boolean;
  readonly nameIsWrong: boolean;
  readonly password: PasswordProblem | null;
  /** The link serves no more. */
  readonly isSpent: boolean;
  /** No answer came. */
  readonly isUnanswered: boolean;
}

function refusedState(form: FormData, email: string, error: unknown): WelcomeState {
  if (!(error instanceof DomainError)) throw error;
  const wrong = new Set(error.details.fields?.map(({ path }) => path));
  return {
    email,
    name: String(form.get("name") ?? ""),
    emailIsWrong: wrong.has("email"),
    nameIsWrong: wrong.has("name"),
    password: wrong.has("password")
      ? findPasswordProblem(String(form.get("password") ?? ""), email)
      : null,
    isSpent: error.code !== "invalid",
    isUnanswered: false,
  };
}

/** Uses the link for what it is for, and signs its owner in. */
export async function welcomeAction(_: WelcomeState, form: FormData): Promise<WelcomeState> {
  const ctx = actionContext(null);
  const token = String(form.get("token") ?? "");
  const password = String(form.get("password") ?? "");
  const locale = form.get("locale");
  const to = pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE);
  const link = await findLink(ctx.database, token, ctx.now);
  let email = link?.email ?? String(form.get("email") ?? "").trim();
  try {
    if (link?.purpose === "first_admin") {
      await makeFirstAdmin(ctx, { token, email, name: String(form.get("name") ?? ""), password });
    } else {
      ({ email } = await setPassword(ctx, { token, password }));
    }
  } catch (error) {
    return refusedState(form, email, error);
  }
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch {
    // Back-off from before the link came; the password stands, so let them sign in by themselves.
    redirect(`${to.signIn()}?set=password`);
  }
  return redirect(link?.purpose === "first_admin" ? to.desk() : to.signIn());
}
