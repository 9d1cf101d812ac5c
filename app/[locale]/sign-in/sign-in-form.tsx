"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { type SignInState, signInAction } from "./actions.ts";

const BLANK: SignInState = { email: "", ticket: null, code: null, retryAfterSeconds: null };
/** From here on a wait is told in minutes. */
const MINUTES_FROM_SECONDS = 90;

export function SignInForm({ to }: { readonly to: string | null }) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const form = useKeptForm({
    action: signInAction,
    blank: BLANK,
    unanswered: (before, data, refused): SignInState => ({
      ...before,
      email: String(data.get("email")),
      code: refused?.code === "too_many" ? "too_many" : "unavailable",
      retryAfterSeconds: refused?.retryAfterSeconds ?? null,
    }),
  });
  const { state, isPending } = form;
  return (
    <KeptForm form={form} className="flex max-w-md flex-col gap-5">
      {state.code === "too_many" && <Wait seconds={state.retryAfterSeconds ?? 1} />}
      {state.code === "unavailable" && (
        <Notice kind="bad" role="alert" title={t("unanswered")}>
          {t("unansweredText")}
        </Notice>
      )}
      <input type="hidden" name="locale" value={locale} />
      {to !== null && <input type="hidden" name="to" value={to} />}
      {state.ticket === null ? <Pair state={state} /> : <Code state={state} />}
      <Button kind="primary" type="submit" disabled={isPending}>
        {isPending ? t("signingIn") : t("signIn")}
      </Button>
      <p className="text-sm text-ink-soft">
        {state.ticket === null ? t("lost") : t("secondStep.lost")}
      </p>
    </KeptForm>
  );
}

const isRefused = ({ code }: SignInState) => code === "unauthenticated" || code === "invalid";

function Pair({ state }: { readonly state: SignInState }) {
  const t = useTranslations("auth");
  const email = { id: "email", error: isRefused(state) ? t("problem.pair") : undefined };
  return (
    <>
      {state.code === "not_found" && (
        <Notice kind="bad" role="alert">
          {t("secondStep.outdated")}
        </Notice>
      )}
      <Field label={t("email")} {...email}>
        <Input
          {...describedBy(email)}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          dir="ltr"
          required
          defaultValue={state.email}
        />
      </Field>
      <Field id="password" label={t("password")}>
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          dir="ltr"
          required
        />
      </Field>
    </>
  );
}

/** The second step; the password was right. */
function Code({ state }: { readonly state: SignInState }) {
  const t = useTranslations("auth");
  const code = {
    id: "code",
    hint: t("secondStep.hint"),
    error: isRefused(state) ? t("secondStep.wrong") : undefined,
  };
  return (
    <>
      <input type="hidden" name="email" value={state.email} />
      <input type="hidden" name="ticket" value={state.ticket ?? ""} />
      <Field label={t("secondStep.code")} {...code}>
        <Input
          {...describedBy(code)}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          dir="ltr"
          required
          // The page asks for this alone, and the field that had the focus is gone.
          autoFocus
        />
      </Field>
    </>
  );
}

function Wait({ seconds }: { readonly seconds: number }) {
  const t = useTranslations("auth");
  const isLong = seconds >= MINUTES_FROM_SECONDS;
  return (
    <Notice kind="bad" role="alert" title={t("wait.title")}>
      {isLong
        ? t("wait.minutes", { count: Math.ceil(seconds / 60) })
        : t("wait.seconds", { count: seconds })}
    </Notice>
  );
}
