import { notFound } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import { isLocale } from "#app/locales.ts";

/** Any address that no page claims: not found, in the reader's language and inside the shell. */
export default async function UnclaimedPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (isLocale(locale)) setRequestLocale(locale);
  notFound();
}
