import { useLocale, useTranslations } from "next-intl";
import { countryName, crossingName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { Missing } from "./missing.tsx";
import { nearestOf } from "./nearest-crossings.ts";

/** Suggestions beyond these are guesses. */
const SUGGESTIONS = 4;

interface CrossingMissingProps {
  readonly slug: string;
  readonly candidates: readonly {
    readonly id: string;
    readonly crossing: Crossing;
    readonly names: readonly string[];
  }[];
}

/** There is no crossing of that name: the nearest names, and the way back. */
export function CrossingMissing({ slug, candidates }: CrossingMissingProps) {
  const t = useTranslations("crossing.notFound");
  const locale = useLocale();
  const to = pathsFor(locale);
  return (
    <Missing
      title={t("title", { slug })}
      text={t("text")}
      nearestTitle={t("nearest")}
      nearest={nearestOf(slug, candidates, SUGGESTIONS).map(({ crossing }) => ({
        href: to.crossing(crossing.id),
        name: (
          <>
            <bdi>{crossingName(locale, crossing)}</bdi>
            {PUNCTUATION[locale].comma}
            {crossing.sides.map(({ country }) => countryName(locale, country)).join(" – ")}
          </>
        ),
      }))}
      back={{ href: to.overview(), text: t("back") }}
    />
  );
}
