import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";

/** The report was corrected or taken back meanwhile: nothing is merged, the newest version is shown the way to. */
export function Outdated({ newestId }: { readonly newestId: string }) {
  const t = useTranslations("correction");
  const to = pathsFor(useLocale());
  return (
    <Notice kind="warning" role="alert">
      <p>{t("outdated")}</p>
      <p>
        <a className="text-link" href={to.receipt(newestId)}>
          {t("newest")}
        </a>
      </p>
    </Notice>
  );
}
