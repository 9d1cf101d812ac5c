import { useLocale, useTranslations } from "next-intl";
import { AccountHint } from "#app/_client/account-hint.tsx";
import type { Actor } from "#server/domain/actor.ts";
import { signOutAction } from "./actions.ts";

/** Who is signed in, and the way out; on every page that is for accounts alone. */
export function SignedIn({ actor }: { readonly actor: Actor }) {
  const t = useTranslations("auth");
  return (
    <form
      action={signOutAction}
      className="flex flex-wrap items-center justify-end gap-x-4 text-sm text-ink-soft"
    >
      <AccountHint account={actor} />
      <input type="hidden" name="locale" value={useLocale()} />
      <span>{t("signedInAs", { name: actor.name })}</span>
      <button type="submit" className="text-link inline-flex min-h-11 cursor-pointer items-center">
        {t("signOut")}
      </button>
    </form>
  );
}
