"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { manageAction } from "./actions.ts";
import type { AccountDeed, ManageState } from "./manage-state.ts";

interface ManageFormProps {
  readonly email: string;
  readonly deeds: readonly AccountDeed[];
}

const DANGEROUS: readonly AccountDeed[] = ["disable", "second_step"];

/** What can be done to one account, a button each. */
export function ManageForm({ email, deeds }: ManageFormProps) {
  const t = useTranslations("accounts");
  const form = useKeptForm({
    action: manageAction,
    blank: { done: null, link: null, problem: null },
    unanswered: (): ManageState => ({ done: null, link: null, problem: "unanswered" }),
  });
  return (
    <KeptForm form={form} className="flex flex-col gap-3">
      <input type="hidden" name="locale" value={useLocale()} />
      <input type="hidden" name="email" value={email} />
      <Outcome email={email} state={form.state} />
      <div className="flex flex-wrap gap-3">
        {deeds.map((deed) => (
          <Button
            key={deed}
            type="submit"
            name="do"
            value={deed}
            kind={DANGEROUS.includes(deed) ? "danger" : "plain"}
            disabled={form.isPending}
          >
            {t(`do.${deed}`)}
          </Button>
        ))}
      </div>
    </KeptForm>
  );
}

function Outcome({ email, state }: { readonly email: string; readonly state: ManageState }) {
  const t = useTranslations("accounts");
  const auth = useTranslations("auth");
  if (state.problem !== null) {
    const words = {
      conflict: () => t("lastAdmin"),
      gone: () => t("gone"),
      unanswered: () => auth("unansweredText"),
    };
    return (
      <Notice kind="bad" role="alert">
        {words[state.problem]()}
      </Notice>
    );
  }
  if (state.done === null) return null;
  return (
    <Notice kind="good" role="status">
      {t(`done.${state.done}`, { email })}
      {state.link !== null && (
        <code dir="ltr" className="mt-2 block font-mono text-sm break-all select-all">
          {state.link}
        </code>
      )}
    </Notice>
  );
}
