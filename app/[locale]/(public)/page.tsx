import { setRequestLocale } from "next-intl/server";
import { PageHeader } from "../../_components/page-header.tsx";
import { StateWord } from "../../_components/state/state-word.tsx";
import { isLocale } from "../../locales.ts";

export default async function OverviewPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (isLocale(locale)) setRequestLocale(locale);
  return (
    <div className="page">
      <PageHeader title="Gatewatch" />
      <StateWord state="open" /> <StateWord state="restricted" /> <StateWord state="closed" />{" "}
      <StateWord state="unknown" />
    </div>
  );
}
