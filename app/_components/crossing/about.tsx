import { useLocale, useTranslations } from "next-intl";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { formatNumber } from "#app/format/number.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";

interface AboutProps {
  readonly crossing: Crossing;
  readonly view: AsOfQuery;
}

/** What a place is made of, by the registry's words for it. */
const PARTS = { road: "road", rail: "rail", "river bridge": "riverBridge" } as const;
const isPart = (part: string): part is keyof typeof PARTS => Object.hasOwn(PARTS, part);

/** `rail+road` in the reader's words; another text stands as it was entered. */
export function CrossingType({ type }: { readonly type: string }) {
  const t = useTranslations("crossingTypes");
  const locale = useLocale();
  const parts = type.split("+");
  if (!parts.every(isPart)) return <bdi lang="en">{type}</bdi>;
  return parts.map((part) => t(PARTS[part])).join(PUNCTUATION[locale].comma);
}

/** What kind of place it is, how well its position is known, who says so, and the page as data. */
export function About({ crossing, view }: AboutProps) {
  const t = useTranslations("crossing.about");
  const locale = useLocale();
  const to = pathsFor(locale);
  const { position } = crossing;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid max-w-prose gap-x-6 gap-y-2 text-sm sm:grid-cols-[8rem_1fr]">
        <dt className="text-ink-soft">{t("type")}</dt>
        <dd>
          <CrossingType type={crossing.type} />
        </dd>
        <dt className="text-ink-soft">{t("position")}</dt>
        <dd>
          {position === null ? (
            t("positionUnknown")
          ) : (
            <bdi>
              {t("positionValue", {
                latitude: position.latitude,
                longitude: position.longitude,
                metres: formatNumber(locale, position.precisionMetres),
              })}
            </bdi>
          )}
        </dd>
        {crossing.note !== null && (
          <dd className="sm:col-span-2">
            <bdi lang="en">{crossing.note}</bdi>
          </dd>
        )}
        <dt className="text-ink-soft">{t("sources")}</dt>
        <dd>
          <SourceLinks links={crossing.sources} />
        </dd>
      </dl>
      <p className="flex flex-wrap gap-x-6 text-sm">
        <a
          className="text-link inline-flex min-h-11 items-center"
          href={apiPaths.crossing(crossing.id, view)}
        >
          {t("data")}
        </a>
        <a className="text-link inline-flex min-h-11 items-center" href={to.report(crossing.id)}>
          {t("reportHere")}
        </a>
      </p>
    </div>
  );
}
