import { useLocale, useTranslations } from "next-intl";
import { PUNCTUATION } from "#app/format/list.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Incident } from "#server/domain/incident.ts";
import { IncidentDates } from "./incident-dates.tsx";

interface IncidentListProps {
  readonly incidents: readonly Incident[];
  readonly view: AsOfQuery;
  /** Crossings by name in the reader's language. */
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
}

/** Incidents, newest first, each with its dates, crossings and what it holds. */
export function IncidentList({ incidents, view, names, zone }: IncidentListProps) {
  const t = useTranslations("incident");
  const locale = useLocale();
  const to = pathsFor(locale);
  const newestFirst = incidents.toSorted((a, b) =>
    a.from.earliestAt < b.from.earliestAt ? 1 : -1,
  );
  return (
    <ol className="flex flex-col">
      {newestFirst.map((incident) => (
        <li
          key={incident.id}
          className="grid gap-x-8 gap-y-1 border-b border-line py-4 md:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <div className="text-sm text-ink-soft">
            <p className="font-medium text-ink">
              <IncidentDates incident={incident} zone={zone} />
            </p>
            <p>{t(`kind.${incident.kind}`)}</p>
          </div>
          <div className="flex max-w-prose flex-col gap-1">
            <h2 className="text-lg font-semibold">
              <a className="text-link" href={to.incident(incident.id, view)}>
                <bdi lang="en">{incident.title}</bdi>
              </a>
            </h2>
            <p>
              <bdi lang="en">{incident.summary}</bdi>
            </p>
            <p className="parted text-sm text-ink-soft">
              <span>
                {incident.crossingIds
                  .map((id) => names.get(id) ?? id)
                  .join(PUNCTUATION[locale].comma)}{" "}
              </span>
              <span>{t("updateCount", { count: incident.updates.length })} </span>
              {incident.casualtyClaims.length > 0 && (
                <span>{t("claimCount", { count: incident.casualtyClaims.length })}</span>
              )}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
