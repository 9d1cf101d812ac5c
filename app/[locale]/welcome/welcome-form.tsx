"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { MIN_PASSWORD_LENGTH } from "#server/domain/new-password.ts";
import { type WelcomeState, welcomeAction } from "./actions.ts";

interface WelcomeFormProps {
  readonly token: string;
  /** Of the account whose password is set; null: the first admin is made and gives one. */
  readonly accountEmail: string | null;
}

export function WelcomeForm({ token, accountEmail }: WelcomeFormProps) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const blank: WelcomeState = {
    email: accountEmail ?? "",
    name: "",
    emailIsWrong: false,
    nameIsWrong: false,
    password: null,
    isSpent: false,
    isUnanswered: false,
  };
  const form = useKeptForm({
    action: welcomeAction,
    blank,
    unanswered: (before) => ({ ...before, isUnanswered: true }),
  });
  const { state, isPending } = form;
  const isFirst = accountEmail === null;
  const email = { id: "email", error: state.emailIsWrong ? t("problem.email") : undefined };
  const name = {
    id: "name",
    hint: t("nameHint"),
    error: state.nameIsWrong ? t("problem.name") : undefined,
  };
  const password = {
    id: "password",
    hint: t("passwordHint", { count: MIN_PASSWORD_LENGTH }),
    error: state.password === null ? undefined : t(`problem.${state.password}`),
  };
  return (
    <KeptForm form={form} className="flex max-w-md flex-col gap-5">
      {state.isSpent && (
        <Notice kind="bad" role="alert" title={t("spent.title")}>
          {t("spent.text")}
        </Notice>
      )}
      {state.isUnanswered && (
        <Notice kind="bad" role="alert" title={t("unanswered")}>
          {t("unansweredText")}
        </Notice>
      )}
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="token" value={token} />
      <Field label={t("email")} {...email}>
        <Input
          {...describedBy(email)}
          name="email"
          type="email"
          autoComplete="username"
          dir="ltr"
          required
          readOnly={!isFirst}
          defaultValue={state.email}
        />
      </Field>
      {isFirst && (
        <Field label={t("name")} {...name}>
          <Input
            {...describedBy(name)}
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            defaultValue={state.name}
          />
        </Field>
      )}
      <Field label={t("newPassword")} {...password}>
        <Input
          {...describedBy(password)}
          name="password"
          type="password"
          autoComplete="new-password"
          dir="ltr"
          required
        />
      </Field>
      <Button kind="primary" type="submit" disabled={isPending}>
        {isFirst ? t("makeAdmin") : t("setPassword")}
      </Button>
    </KeptForm>
  );
}
