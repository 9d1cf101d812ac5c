import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#app/format/country.ts";
import type { BoardQuery } from "./board-query.ts";

/** What the board is narrowed to, in words: "Closed · Trucks · Pakistan – Afghanistan". */
export function QueryWords({ query }: { readonly query: BoardQuery }) {
  const locale = useLocale();
  const t = useTranslations("overview");
  const states = useTranslations("states");
  const { state, mode, border, country, level, q } = query;
  const words = [
    q === null ? null : t("filter.named", { name: q }),
    state === null ? null : states(state),
    mode === null ? null : states(`mode.${mode}`),
    border === null
      ? null
      : border
          .split("-")
          .map((code) => countryName(locale, code))
          .join(" – "),
    country === null ? null : countryName(locale, country),
    level === null ? null : t("atLeast", { level: states(`level.${level}`) }),
  ];
  return <>{words.filter((word) => word !== null).join(" · ")}</>;
}
