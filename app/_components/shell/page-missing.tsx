import { useLocale, useTranslations } from "next-intl";
import { pathsFor } from "#app/paths.ts";
import { buttonClass } from "../form/button.tsx";
import { PageHeader } from "../page-header.tsx";

/** There is no page at this address: what may have happened, and the way to the overview. */
export function PageMissing() {
  const t = useTranslations("shell.notFound");
  const to = pathsFor(useLocale());
  return (
    <div className="page pb-16">
      <PageHeader title={t("title")}>{t("text")}</PageHeader>
      <a href={to.overview()} className={buttonClass("primary")}>
        {t("action")}
      </a>
    </div>
  );
}
