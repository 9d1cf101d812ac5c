import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { PageAbsent } from "#app/[locale]/page-absent.tsx";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";

interface UnclaimedPageProps {
  readonly params: Promise<{ locale: string }>;
}

async function readLocale({ params }: UnclaimedPageProps): Promise<Locale> {
  const { locale } = await params;
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

export async function generateMetadata(props: UnclaimedPageProps): Promise<Metadata> {
  const locale = await readLocale(props);
  const t = await getTranslations({ locale, namespace: "shell.notFound" });
  return { title: t("title"), robots: { index: false } };
}

/** Any address that no page claims: not found, in the reader's language and inside the shell. */
export default async function UnclaimedPage(props: UnclaimedPageProps) {
  setRequestLocale(await readLocale(props));
  return <PageAbsent />;
}
