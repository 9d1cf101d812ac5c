import { useLocale, useTranslations } from "next-intl";
import { isCorrection } from "#app/_components/changes/is-correction.ts";
import { When } from "#app/_components/time/when.tsx";
import { NewSince } from "#app/_components/visit/new-since.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { pathsFor } from "#app/paths.ts";
import type { Change } from "#server/domain/change.ts";
import { ChangeDetails } from "./change-details.tsx";

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly isPast: boolean;
}

/** What changed, newest first, in words; a correction is marked as one. */
export function Changes({ changes, zones, reference, isPast }: ChangesProps) {
  const t = useTranslations("changes");
  const to = pathsFor(useLocale());
  if (changes.length === 0) {
    return <p className="text-ink-soft">{isPast ? t("noneYet") : t("none")}</p>;
  }
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col">
        {changes.map((change) => (
          <li
            key={change.id}
            className="grid gap-x-8 gap-y-1 border-b border-line py-3 md:grid-cols-[16rem_minmax(0,1fr)]"
          >
            <p className="text-sm text-ink-soft">
              <When
                at={change.observedAt}
                reference={reference}
                zones={zones}
                ticking={!isPast}
                show="both"
              />
            </p>
            <div>
              {!isPast && <NewSince crossingId={change.crossingId} at={change.at} />}
              {isCorrection(change) && (
                <p className="font-semibold text-restricted">{t("correction")}</p>
              )}
              <ChangeDetails details={change.details} />
            </div>
          </li>
        ))}
      </ol>
      <p className="flex flex-wrap gap-x-6 text-sm">
        <a
          className="text-link inline-flex min-h-11 items-center font-semibold"
          href={to.changes({}, { crossing: changes[0]?.crossingId })}
        >
          {t("allHere")}
        </a>
        <a className="text-link inline-flex min-h-11 items-center" href={apiPaths.changesFeed()}>
          {t("feed")}
        </a>
      </p>
    </div>
  );
}
