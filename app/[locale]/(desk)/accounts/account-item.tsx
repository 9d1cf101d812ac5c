import { useLocale, useTranslations } from "next-intl";
import { SessionFacts, type SessionFactsProps } from "#app/[locale]/account/session-facts.tsx";
import { PUNCTUATION } from "#app/format/list.ts";
import type { Role } from "#server/domain/actor.ts";
import type { Instant } from "#server/domain/time.ts";
import { ChangeForm } from "./change-form.tsx";
import type { CrossingChoice } from "./crossing-choices.tsx";
import { ManageForm } from "./manage-form.tsx";

export interface ListedAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly role: Role;
  readonly crossingIds: readonly string[];
  readonly hasPassword: boolean;
  readonly hasSecondStep: boolean;
  readonly sessions: readonly SessionFactsProps["session"][];
  readonly disabledAt: Instant | null;
}

interface AccountItemProps {
  readonly account: ListedAccount;
  /** Of its crossings, in the reader's language. */
  readonly crossingNames: readonly string[];
  readonly reference: Instant;
  /** Where the form to change its role and crossings is open. */
  readonly changeHref: string;
  /** Of the form to change it, where it is open: every crossing that there is. */
  readonly choices: readonly CrossingChoice[] | null;
}

function stateOf({ disabledAt, hasPassword }: ListedAccount) {
  if (disabledAt !== null) return "disabled";
  return hasPassword ? "active" : "invited";
}

/** One account: who it is, and behind one tap its sessions and what can be done. */
export function AccountItem(props: AccountItemProps) {
  const { account, crossingNames, reference, changeHref, choices } = props;
  const t = useTranslations("accounts");
  const role = useTranslations("auth.forbidden.role");
  const isDisabled = account.disabledAt !== null;
  const crossings = crossingNames.join(PUNCTUATION[useLocale()].comma);
  return (
    <li id={account.id} className="scroll-mt-4 border-b border-line py-4">
      <h2 className="font-semibold">
        <bdi>{account.name}</bdi> <bdi className="font-normal text-ink-soft">{account.email}</bdi>
      </h2>
      <p className="text-sm">
        {role(account.role)} · {t(`state.${stateOf(account)}`)} · {t("secondStep")}:{" "}
        {account.hasSecondStep ? t("isOn") : t("isOff")}
      </p>
      <p className="text-sm text-ink-soft">
        {t("pseudonym", { name: account.pseudonym })} · {t("crossings")}:{" "}
        {crossings === "" ? t("noCrossings") : crossings}
      </p>
      <details className="mt-1" open={choices !== null}>
        <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
          {t("manage")}
          <span className="sr-only"> {account.email}</span>
        </summary>
        <div className="flex flex-col gap-4 pb-2">
          {choices === null ? (
            <a href={changeHref} className="text-link inline-flex min-h-11 items-center self-start">
              {t("change.open")}
              <span className="sr-only"> {account.email}</span>
            </a>
          ) : (
            <ChangeForm
              email={account.email}
              account={{ role: account.role, crossings: account.crossingIds }}
              choices={choices}
            />
          )}
          <h3 className="text-sm font-semibold">{t("sessions")}</h3>
          {account.sessions.length === 0 ? (
            <p className="text-sm text-ink-soft">{t("noSessions")}</p>
          ) : (
            <ul className="flex flex-col gap-2">
              {account.sessions.map((session) => (
                <li key={session.id}>
                  <SessionFacts session={session} reference={reference} />
                </li>
              ))}
            </ul>
          )}
          <ManageForm
            email={account.email}
            deeds={[
              ...(isDisabled ? [] : (["link"] as const)),
              ...(account.sessions.length > 0 ? (["sessions"] as const) : []),
              ...(account.hasSecondStep ? (["second_step"] as const) : []),
              isDisabled ? "enable" : "disable",
            ]}
          />
        </div>
      </details>
    </li>
  );
}
