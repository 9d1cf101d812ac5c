import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { openDeskPage } from "#app/[locale]/(desk)/desk/open-desk-page.ts";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { crossingName } from "#app/format/country.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { AccountItem, type ListedAccount } from "./account-item.tsx";
import { AddForm } from "./add-form.tsx";

interface AccountsPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("title") };
}

function fits({ name, email, pseudonym }: ListedAccount, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return [name, email, pseudonym].some((text) => text.toLowerCase().includes(wanted));
}

/** Every account, for admins: who it is, where it is signed in, and what can be done about it. */
export default async function AccountsPage({ params, searchParams }: AccountsPageProps) {
  const opened = await openDeskPage(params, {
    action: "account.manage",
    path: (paths) => paths.accounts(),
  });
  if (opened === null) return <PageRefused />;
  const { locale, to, actor, caller } = opened;
  const t = await getTranslations("accounts");
  const firmWords = await getTranslations("firm.admin");
  const asked = await searchParams;
  const query = firstValue(asked, "q") ?? "";
  const changed = firstValue(asked, "change");
  const [{ at, accounts }, { crossings }] = await Promise.all([
    caller.accounts.list({}),
    caller.crossings.list({}),
  ]);
  const choices = crossings.map(({ crossing }) => ({
    id: crossing.id,
    name: crossingName(locale, crossing),
  }));
  const names = new Map(choices.map(({ id, name }) => [id, name]));
  const shown = accounts.filter((account) => fits(account, query));
  return (
    <ClientMessages namespaces={["auth", "accounts"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-4xl">
          <PageHeader title={t("title")}>{t("count", { count: accounts.length })}</PageHeader>
          <p>
            <a className="text-link inline-flex min-h-11 items-center" href={to.firms()}>
              {firmWords("title")}
            </a>
          </p>
          <AddForm crossings={choices} />
          <form method="get" className="flex flex-wrap items-end gap-3 pb-4">
            <Field id="q" label={t("search")} className="grow">
              <Input id="q" name="q" type="search" defaultValue={query} />
            </Field>
            <Button type="submit">{t("find")}</Button>
          </form>
          {shown.length === 0 && <p>{t("none")}</p>}
          <ul className="border-t border-line">
            {shown.map((account) => (
              <AccountItem
                key={account.id}
                account={account}
                crossingNames={account.crossingIds.map((id) => names.get(id) ?? id)}
                reference={at}
                changeHref={`${to.accounts({ q: query, change: account.id })}#${account.id}`}
                choices={account.id === changed ? choices : null}
              />
            ))}
          </ul>
        </div>
      </div>
    </ClientMessages>
  );
}
