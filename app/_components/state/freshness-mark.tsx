import { useTranslations } from "next-intl";
import type { Freshness } from "#server/domain/freshness.ts";

interface FreshnessMarkProps {
  readonly freshness: Freshness;
  /** In hindsight: it holds between two documented claims, whatever its age. */
  readonly recorded?: boolean;
}

/** How fresh a word is, as a word; `recorded` in hindsight. */
export function FreshnessMark({ freshness, recorded = false }: FreshnessMarkProps) {
  const t = useTranslations("states");
  if (recorded) {
    return (
      <span className="text-ink-soft" title={t("recordedMeaning")}>
        {t("recorded")}
      </span>
    );
  }
  const weight = freshness === "fresh" ? "text-ink-soft" : "text-ink font-medium";
  return (
    <span className={weight} title={t("freshnessMeaning")}>
      {t(`freshness.${freshness}`)}
    </span>
  );
}
