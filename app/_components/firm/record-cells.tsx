/** What the record says of a lane, and how far it can be trusted. */
import { useLocale, useTranslations } from "next-intl";
import { formatNumber, formatPercent } from "#app/format/number.ts";
import { HOUR_MS } from "#server/domain/time.ts";
import type { FirmRow } from "./board-row.ts";
import { useLengths } from "./use-lengths.ts";

/** Open hours of those that are known, and how many are, over each span; what rests on few hours stands back. */
export function SharesCell({ shares }: Pick<FirmRow, "shares">) {
  const t = useTranslations("firm.shares");
  const locale = useLocale();
  return (
    <ul className="flex flex-col">
      {shares.map(({ days, openMinutes, knownMinutes, totalMinutes }) => (
        <li key={days}>
          <span className="text-ink-soft">{t("days", { days: formatNumber(locale, days) })}</span>{" "}
          {knownMinutes === 0 ? (
            <span className="text-ink-soft">{t("nothing")}</span>
          ) : (
            <>
              <span className={knownMinutes * 2 < totalMinutes ? "" : "font-semibold"}>
                {t("open", { share: formatPercent(locale, openMinutes / knownMinutes) })}
              </span>
              {" · "}
              <span className="text-xs whitespace-nowrap text-ink-soft">
                {t("known", { share: formatPercent(locale, knownMinutes / totalMinutes) })}
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How often the lane was closed in a year, and how long. */
export function ClosuresCell({ closures: { times, median, longest } }: Pick<FirmRow, "closures">) {
  const t = useTranslations("firm.closures");
  const locale = useLocale();
  const lengths = useLengths();
  if (median === null || longest === null) {
    return <span className="text-ink-soft">{t("none")}</span>;
  }
  return (
    <ul className="flex flex-col">
      <li className="font-semibold">
        {t("times", { n: times, times: formatNumber(locale, times) })}
      </li>
      <li>{t("median", { length: lengths.known(median) })}</li>
      <li>{t("longest", { length: lengths.known(longest) })}</li>
    </ul>
  );
}

/** How often a word is expected, how much of a week words covered, and how late they come. */
export function DataCell({ confidence }: Pick<FirmRow, "confidence">) {
  const t = useTranslations("firm.data");
  const locale = useLocale();
  const lengths = useLengths();
  const { expectedIntervalMinutes, coveredShare, medianLagMs, words } = confidence;
  return (
    <ul className="flex flex-col">
      <li>{t("interval", { length: lengths.hours(expectedIntervalMinutes / 60) })}</li>
      <li>{t("covered", { share: formatPercent(locale, coveredShare) })}</li>
      <li>
        {medianLagMs === null
          ? t("noWord")
          : t("lag", {
              length:
                medianLagMs < HOUR_MS ? t("underAnHour") : lengths.hours(medianLagMs / HOUR_MS),
              n: words,
              words: formatNumber(locale, words),
            })}
      </li>
    </ul>
  );
}
