import { useLocale, useTranslations } from "next-intl";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";

export interface CrossingThen {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
}

/** The crossings of an incident, each with its condition on that day and the way to its page as of then. */
export function CrossingsThen({ crossings }: { readonly crossings: readonly CrossingThen[] }) {
  const t = useTranslations("incident");
  const locale = useLocale();
  const to = pathsFor(locale);
  return (
    <ul className="flex flex-col">
      {crossings.map(({ crossing, status }) => (
        <li
          key={crossing.id}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line py-2"
        >
          <a
            className="text-link font-semibold"
            href={to.crossing(crossing.id, { asOf: status.at })}
          >
            <bdi>{crossingName(locale, crossing)}</bdi>
          </a>
          <span className="text-sm text-ink-soft">
            {crossing.sides.map(({ country }) => countryName(locale, country)).join(" – ")}
          </span>
          <span className="sm:ms-auto">
            <StateWord state={status.condition} />{" "}
            <span className="text-sm text-ink-soft">
              {t("thenState", {
                date: formatDate(status.at, {
                  locale,
                  style: "day",
                  zone: crossing.sides[0].zone,
                }),
              })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
