import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { buttonClass } from "#app/_components/form/button.tsx";
import { pathsFor } from "#app/paths.ts";

/** What an account sees that no firm has yet. */
export function NoFirm() {
  const t = useTranslations("firm.noFirm");
  return (
    <div className="pt-8">
      <h1 className="sr-only">{t("heading")}</h1>
      <EmptyState
        title={t("title")}
        action={
          <a href={pathsFor(useLocale()).overview()} className={buttonClass("primary")}>
            {t("action")}
          </a>
        }
      >
        {t("text")}
      </EmptyState>
    </div>
  );
}
