import { useLocale, useTranslations } from "next-intl";
import { formatFactor, formatFactorsInText } from "#app/format/number.ts";
import type { ClaimDifference } from "#server/domain/claim-difference.ts";
import type { LiveFigure } from "#server/domain/live-status.ts";

/** `claimants differ by a factor of 37–47`: how far claims that share no number lie apart; null when they agree. */
export function useDifferenceWords(): (difference: ClaimDifference) => string | null {
  const t = useTranslations("figures");
  const locale = useLocale();
  return (difference) => {
    if (difference.kind !== "differ") return null;
    const { least, most } = difference;
    if (least === null) return t("disputedPlain");
    if (most === null) return t("disputedFrom", { factor: formatFactor(locale, least) });
    return t("disputed", { factor: formatFactorsInText(locale, { least, most }) });
  };
}

/** The same of a figure: also where claims overlap and still say very different things. */
export function useDisputeWords(): (figure: LiveFigure) => string | null {
  const t = useTranslations("figures");
  const locale = useLocale();
  const apart = useDifferenceWords();
  return ({ disputed, difference, factor }) => {
    if (!disputed) return null;
    const words = difference === undefined ? null : apart(difference);
    if (words !== null) return words;
    return factor === null
      ? t("disputedPlain")
      : t("disputedUpTo", { factor: formatFactor(locale, factor) });
  };
}
