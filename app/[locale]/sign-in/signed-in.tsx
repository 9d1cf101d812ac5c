import { useLocale, useTranslations } from "next-intl";
import { AccountHint } from "#app/_client/account-hint.tsx";
import { pathsFor } from "#app/paths.ts";
import type { Actor } from "#server/domain/actor.ts";
import { can } from "#server/domain/permissions.ts";
import { signOutAction } from "./actions.ts";

const LINK = "text-link inline-flex min-h-11 cursor-pointer items-center";

/** Who is signed in, and the way out; on every page that is for accounts alone. */
export function SignedIn({ actor }: { readonly actor: Actor }) {
  const t = useTranslations("auth");
  const shell = useTranslations("shell");
  const feeds = useTranslations("feeds");
  const imports = useTranslations("imports");
  const locale = useLocale();
  const to = pathsFor(locale);
  return (
    <form
      action={signOutAction}
      className="flex flex-wrap items-center justify-end gap-x-4 text-sm text-ink-soft"
    >
      <AccountHint account={actor} />
      <input type="hidden" name="locale" value={locale} />
      {can(actor, "report.import") && (
        <a href={to.deskImports()} className={LINK}>
          {imports("title")}
        </a>
      )}
      {can(actor, "source.manage") && (
        <a href={to.deskFeeds()} className={LINK}>
          {feeds("title")}
        </a>
      )}
      {can(actor, "account.manage") && (
        <a href={to.accounts()} className={LINK}>
          {shell("accounts")}
        </a>
      )}
      <a href={to.account()} className={LINK}>
        {t("signedInAs", { name: actor.name })}
      </a>
      <button type="submit" className={LINK}>
        {t("signOut")}
      </button>
    </form>
  );
}
