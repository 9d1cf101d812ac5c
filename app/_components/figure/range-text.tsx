import { useLocale, useTranslations } from "next-intl";
import { formatNumber, formatRange, type NumberRange } from "#app/format/number.ts";

interface RangeTextProps extends NumberRange {
  /** Shown behind the range in words; null or absent: there is only a range. */
  readonly best?: number | null;
  readonly className?: string;
}

/** A figure as a range, `107–5,000` or `5,001+`, never as a lone number that nobody counted. */
export function RangeText({ low, high, best = null, className = "" }: RangeTextProps) {
  const locale = useLocale();
  const t = useTranslations("figures");
  const single = high !== null && low === high;
  return (
    <span className={`tabular-nums ${className}`}>
      <bdi dir="ltr" className="whitespace-nowrap">
        {formatRange(locale, { low, high })}
      </bdi>
      {best !== null && !single && (
        <span className="ms-1.5 text-sm font-normal text-ink-soft">
          {t("best", { best: formatNumber(locale, best) })}
        </span>
      )}
    </span>
  );
}
