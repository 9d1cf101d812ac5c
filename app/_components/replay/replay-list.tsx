import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatOffset } from "#app/format/date.ts";
import { formatNumber } from "#app/format/number.ts";
import type { ReplayChange } from "#server/domain/replay.ts";
import type { Instant } from "#server/domain/time.ts";
import { ChangeDetails } from "../crossing/change-details.tsx";

/** More rows make a page that no phone likes; the API has all of them. */
const MAX_ROWS = 150;

interface ReplayListProps {
  readonly changes: readonly ReplayChange[];
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly hrefFor: (at: Instant) => string;
}

/** The same as a table: every change of the period, each a link to its moment. */
export function ReplayList({ changes, names, zone, hrefFor }: ReplayListProps) {
  const locale = useLocale();
  const t = useTranslations("replay");
  if (changes.length === 0) return <p className="pt-8 text-ink-soft">{t("noChanges")}</p>;
  const shown = changes.slice(0, MAX_ROWS);
  return (
    <details className="pt-8">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-lg font-bold">
        {t("all", { count: changes.length })}
      </summary>
      <table className="w-full text-sm">
        <caption className="sr-only">{t("all", { count: changes.length })}</caption>
        <thead>
          <tr className="text-start text-xs text-ink-soft">
            <th scope="col" className="py-1 text-start font-normal">
              {t("when")}
            </th>
            <th scope="col" className="py-1 text-start font-normal">
              {t("what")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ at, id, details }) => (
            <tr key={`${at} ${id}`} className="border-t border-line align-top">
              <td className="py-2 pe-4">
                <a className="text-link" href={hrefFor(at)}>
                  <time dateTime={at}>
                    {formatDate(at, { locale, style: "dayTime", zone })} {formatOffset(at, zone)}
                  </time>
                </a>
              </td>
              <td className="py-2">
                <strong>
                  <bdi>{names.get(id) ?? id}</bdi>
                </strong>
                <ChangeDetails details={details} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > shown.length && (
        <p className="pt-2 text-sm text-ink-soft">
          {t("listGoesOn", { shown: formatNumber(locale, shown.length) })}
        </p>
      )}
    </details>
  );
}
