"use client";
import { useLocale, useTranslations } from "next-intl";
import { type AccountRole, useAccountHint } from "#app/_client/account-hint.tsx";
import { pathsFor } from "#app/paths.ts";
import { NAV_LINK } from "./nav-link.ts";

const isAtDesk = (role: AccountRole) => role === "admin" || role === "verifier";

/** "Sign in", or the way to the desk or the firm, and to one's own account. */
export function AccountNav() {
  const t = useTranslations("shell");
  const to = pathsFor(useLocale());
  const account = useAccountHint();
  if (account === null) {
    return (
      <a href={to.signIn()} className={NAV_LINK}>
        {t("signIn")}
      </a>
    );
  }
  // Four links do not fit on a phone: there the pages of desk and firm name the account themselves.
  const hasOwnPage = isAtDesk(account.role) || account.role === "firm";
  const narrow = hasOwnPage ? "max-sm:hidden" : "";
  return (
    <>
      {isAtDesk(account.role) && (
        <a href={to.desk()} className={NAV_LINK}>
          {t("desk")}
        </a>
      )}
      {account.role === "firm" && (
        <a href={to.firm()} className={NAV_LINK}>
          {t("firm")}
        </a>
      )}
      <a href={to.account()} className={`${NAV_LINK} ${narrow}`} title={account.name}>
        {t("account")}
      </a>
    </>
  );
}
