import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#app/format/number.ts";
import type { Figure } from "#server/domain/status.ts";

/** The rule by which the best number was chosen, or why there is only a range. */
export function BestNote({ figure }: { readonly figure: Figure }) {
  const locale = useLocale();
  const t = useTranslations("claims.best");
  const { best, bestRule } = figure;
  return (
    <p className="text-sm text-ink-soft">
      {best === null || bestRule === null
        ? t("none")
        : t(bestRule, { best: formatNumber(locale, best) })}
    </p>
  );
}
