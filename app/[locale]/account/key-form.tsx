"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Checkbox } from "#app/_components/form/checkbox.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field, FieldError } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";
import { KEY_DAYS, type Scope } from "#server/domain/actor.ts";
import { addKeyAction } from "./key-actions.ts";
import type { KeyState } from "./key-state.ts";
import { useScopeWords } from "./use-scope-words.ts";

const USUAL_DAYS = 365;

/** Makes a key and shows it, once. */
export function KeyForm({ scopes }: { readonly scopes: readonly Scope[] }) {
  const t = useTranslations("apiKeys");
  const form = useKeptForm<KeyState>({
    action: addKeyAction,
    blank: { key: null, problem: null },
    unanswered: (): KeyState => ({ key: null, problem: "unanswered" }),
  });
  const { state, isPending } = form;
  if (state.key !== null) return <NewKey secret={state.key} />;
  const field = {
    id: "key-label",
    hint: t("labelHint"),
    error: state.problem === "label" ? t("problem.label") : undefined,
  };
  return (
    <KeptForm form={form} className="flex max-w-md flex-col gap-5">
      <Problem problem={state.problem} />
      <Field label={t("label")} {...field}>
        <Input {...describedBy(field)} name="label" maxLength={80} autoComplete="off" required />
      </Field>
      <ScopeChoice scopes={scopes} isWrong={state.problem === "scopes"} />
      <Field id="key-days" label={t("days")}>
        <Select id="key-days" name="days" defaultValue={USUAL_DAYS}>
          {KEY_DAYS.map((days) => (
            <option key={days} value={days ?? ""}>
              {days === null ? t("noEnd") : t("forDays", { count: days })}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" kind="primary" disabled={isPending} className="self-start">
        {t("add")}
      </Button>
    </KeptForm>
  );
}

function ScopeChoice({
  scopes,
  isWrong,
}: {
  readonly scopes: readonly Scope[];
  readonly isWrong: boolean;
}) {
  const t = useTranslations("apiKeys");
  const words = useScopeWords();
  return (
    <fieldset
      className="flex flex-col gap-1"
      aria-describedby={isWrong ? "key-scopes-error" : undefined}
    >
      <legend className="mb-1 font-semibold">{t("scopes")}</legend>
      {scopes.map((scope, i) => (
        <Checkbox
          key={scope}
          name="scope"
          value={scope}
          // The first is what most keys of this role are for.
          defaultChecked={i === 0}
          label={words(scope)}
        />
      ))}
      {isWrong && <FieldError id="key-scopes-error">{t("problem.scopes")}</FieldError>}
    </fieldset>
  );
}

/** What is wrong with no one field. */
function Problem({ problem }: Pick<KeyState, "problem">) {
  const t = useTranslations("apiKeys.problem");
  const auth = useTranslations("auth");
  if (problem === "unanswered") {
    return (
      <Notice kind="bad" role="alert" title={auth("unanswered")}>
        {auth("unansweredText")}
      </Notice>
    );
  }
  if (problem !== "tooMany" && problem !== "again") return null;
  return (
    <Notice kind="bad" role="alert">
      {t(problem)}
    </Notice>
  );
}

function NewKey({ secret }: { readonly secret: string }) {
  const t = useTranslations("apiKeys");
  const to = pathsFor(useLocale());
  return (
    <>
      <Notice kind="good" role="status" title={t("shownTitle")}>
        {t("shownText")}
      </Notice>
      <code dir="ltr" className="font-mono text-base break-all select-all">
        {secret}
      </code>
      <a href={to.account()} className={`${buttonClass("primary")} self-start`}>
        {t("kept")}
      </a>
    </>
  );
}
