import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { formatRangeInText } from "#app/format/number.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { useLaneNames } from "./use-lane-name.ts";

/** One claim of a report as a sentence. `all`: the crossing's lanes. */
export function useClaimWords(all: readonly LaneId[]): (claim: Claim) => string {
  const t = useTranslations("claims.said");
  const states = useTranslations("states");
  const figures = useTranslations("figures");
  const bases = useTranslations("claims.basisWord");
  const locale = useLocale();
  const names = useLaneNames();
  return (claim) => {
    switch (claim.kind) {
      case "state": {
        const state = t(claim.track, {
          lanes: names.lanes(claim.lanes, all),
          state: states(claim.value),
        });
        if (claim.exceptions.length === 0) return state;
        const classes = [
          ...new Set(claim.exceptions.map((one) => states(`exception.${one.class}`))),
        ].join(PUNCTUATION[locale].comma);
        return t("withExceptions", { state, classes });
      }
      case "count":
        return t("count", {
          metric: figures(claim.metric),
          range: formatRangeInText(locale, claim),
          basis: bases(claim.basis),
        });
      case "posture":
        return t("posture", {
          side: countryName(locale, claim.side),
          posture: states(`posture.${claim.value}`),
        });
      case "outlook":
        return t("outlook", { quote: claim.quote });
      case "no_change":
        return t("noChange");
    }
  };
}
