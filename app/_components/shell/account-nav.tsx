"use client";
import { useLocale, useTranslations } from "next-intl";
import { type AccountRole, useAccountHint } from "#app/_client/account-hint.tsx";
import { type PagePaths, pathsFor } from "#app/paths.ts";
import { NAV_LINK } from "./nav-link.ts";

/** Where an account begins its work: the desk, the firm's page, or the form. */
function homeOf(role: AccountRole, to: PagePaths): string {
  if (role === "admin" || role === "verifier") return to.desk();
  return role === "firm" ? to.firm() : to.report();
}

/** "Sign in", or the way to one's own work. */
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
  const isDesk = account.role === "admin" || account.role === "verifier";
  return (
    <a href={homeOf(account.role, to)} className={NAV_LINK} title={account.name}>
      {isDesk ? t("desk") : t("account")}
    </a>
  );
}
