import { setRequestLocale } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";

export interface LinkPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** The language of a page that a mail links to, and what the link holds. */
export async function openLinkPage({ params, searchParams }: LinkPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const query = await searchParams;
  const link = { id: firstValue(query, "id") ?? "", token: firstValue(query, "token") ?? "" };
  return {
    locale,
    link,
    isDone: firstValue(query, "done") !== undefined,
    isFull: firstValue(query, "problem") === "full",
  };
}
