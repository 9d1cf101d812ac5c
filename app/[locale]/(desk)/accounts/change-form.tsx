"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PUNCTUATION } from "#app/format/list.ts";
import { changeAction } from "./change-action.ts";
import {
  type ChangeState,
  readTypedAccount,
  type TypedAccount,
  UNCHANGED,
} from "./change-state.ts";
import { type CrossingChoice, CrossingChoices } from "./crossing-choices.tsx";
import { RoleChoice } from "./role-choice.tsx";

interface ChangeFormProps {
  readonly email: string;
  readonly account: TypedAccount;
  readonly choices: readonly CrossingChoice[];
}

/** The role of one account, and from where it reports. */
export function ChangeForm({ email, account, choices }: ChangeFormProps) {
  const t = useTranslations("accounts");
  const form = useKeptForm<ChangeState>({
    action: changeAction,
    blank: UNCHANGED,
    unanswered: (_, data) => ({
      typed: readTypedAccount(data),
      done: null,
      problem: "unanswered",
    }),
  });
  const { role, crossings } = form.state.typed ?? account;
  return (
    <KeptForm
      form={form}
      aria-label={t("change.title", { email })}
      className="flex max-w-2xl flex-col gap-5"
    >
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="was" value={account.role} />
      {
        // Of what can be ticked here alone: a crossing that is no longer listed is not taken away by saving.
        choices
          .filter(({ id }) => account.crossings.includes(id))
          .map(({ id }) => (
            <input key={id} type="hidden" name="had" value={id} />
          ))
      }
      <RoleChoice id="changed-role" chosen={role} />
      <CrossingChoices
        id="changed-crossings"
        choices={choices}
        chosen={crossings}
        isWrong={false}
      />
      <Outcome email={email} state={form.state} choices={choices} />
      <p>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {t("change.submit")}
        </Button>
      </p>
    </KeptForm>
  );
}

interface OutcomeProps extends Pick<ChangeFormProps, "email" | "choices"> {
  readonly state: ChangeState;
}

function Outcome({ email, state: { done, problem }, choices }: OutcomeProps) {
  const t = useTranslations("accounts");
  const auth = useTranslations("auth");
  const { comma } = PUNCTUATION[useLocale()];
  if (problem !== null) {
    const words = {
      lastAdmin: () => t("change.lastAdmin"),
      gone: () => t("gone"),
      unanswered: () => auth("unansweredText"),
    };
    return (
      <Notice kind="bad" role="alert">
        {words[problem]()}
      </Notice>
    );
  }
  if (done === null) return null;
  const names = choices.filter(({ id }) => done.crossings.includes(id)).map(({ name }) => name);
  return (
    <Notice kind="good" role="status">
      {t("change.done", {
        email,
        role: auth(`forbidden.role.${done.role}`),
        crossings: names.length === 0 ? t("noCrossings") : names.join(comma),
      })}
    </Notice>
  );
}
