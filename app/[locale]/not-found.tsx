import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "../_components/form/button.tsx";
import { PageHeader } from "../_components/page-header.tsx";
import { pathsFor } from "../paths.ts";

export default function NotFound() {
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
