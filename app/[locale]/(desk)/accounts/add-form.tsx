"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { addAction } from "./add-action.ts";
import { type AddState, BLANK } from "./add-state.ts";
import { type CrossingChoice, CrossingChoices } from "./crossing-choices.tsx";
import { RoleChoice } from "./role-choice.tsx";

/** Makes an account; what comes back is a link to hand over, for there may be no mail server. */
export function AddForm({ crossings }: { readonly crossings: readonly CrossingChoice[] }) {
  const t = useTranslations("accounts.add");
  const auth = useTranslations("auth");
  const locale = useLocale();
  const form = useKeptForm<AddState>({
    action: addAction,
    blank: BLANK,
    unanswered: (before) => ({ ...before, wrong: [], made: null, problem: "unanswered" }),
  });
  const { state, isPending } = form;
  const isTaken = state.problem === "taken";
  const emailError = isTaken ? t("taken") : auth("problem.email");
  const email = { id: "email", error: state.wrong.includes("email") ? emailError : undefined };
  const name = {
    id: "name",
    hint: auth("nameHint"),
    error: state.wrong.includes("name") ? auth("problem.name") : undefined,
  };
  return (
    <details open={state !== BLANK} className="mb-4 border-y border-line">
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center font-semibold">
        {t("title")}
      </summary>
      <KeptForm form={form} className="flex max-w-2xl flex-col gap-5 pt-2 pb-5">
        <input type="hidden" name="locale" value={locale} />
        {/* After one was made the fields begin anew. */}
        <div key={state.made?.link ?? ""} className="flex flex-col gap-5">
          <Field label={auth("email")} {...email}>
            <Input
              {...describedBy(email)}
              name="email"
              type="email"
              autoComplete="off"
              dir="ltr"
              required
              maxLength={254}
              defaultValue={state.email}
            />
          </Field>
          <Field label={auth("name")} {...name}>
            <Input
              {...describedBy(name)}
              name="name"
              autoComplete="off"
              required
              maxLength={100}
              defaultValue={state.name}
            />
          </Field>
          <RoleChoice id="role" chosen={state.role} />
          <CrossingChoices
            id="crossings"
            choices={crossings}
            chosen={state.crossings}
            isWrong={state.wrong.includes("crossings")}
          />
        </div>
        <Outcome state={state} />
        <p>
          <Button kind="primary" type="submit" disabled={isPending}>
            {t("submit")}
          </Button>
        </p>
      </KeptForm>
    </details>
  );
}

function Outcome({ state: { made, problem } }: { readonly state: AddState }) {
  const t = useTranslations("accounts");
  const auth = useTranslations("auth");
  if (made !== null) {
    return (
      <Notice kind="good" role="status">
        {t("add.done", { email: made.email })}
        <code dir="ltr" className="mt-2 block font-mono text-sm break-all select-all">
          {made.link}
        </code>
      </Notice>
    );
  }
  if (problem === null || problem === "taken") return null;
  return (
    <Notice kind="bad" role="alert">
      {problem === "gone" ? t("gone") : auth("unansweredText")}
    </Notice>
  );
}
