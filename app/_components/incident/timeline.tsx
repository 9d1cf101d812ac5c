import { useLocale, useTranslations } from "next-intl";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { formatBound } from "#app/format/date.ts";
import type { IncidentUpdate } from "#server/domain/incident.ts";

interface TimelineProps {
  readonly updates: readonly IncidentUpdate[];
  readonly zone: string;
}

/** What happened, oldest first, each with its date and where to read it. */
export function Timeline({ updates, zone }: TimelineProps) {
  const t = useTranslations("incident");
  const locale = useLocale();
  if (updates.length === 0) return <p className="text-ink-soft">{t("timelineNone")}</p>;
  const inOrder = updates.toSorted((a, b) => (a.at.earliestAt < b.at.earliestAt ? -1 : 1));
  return (
    <ol className="flex flex-col">
      {inOrder.map((update) => (
        <li
          key={update.id}
          className="grid gap-x-8 gap-y-1 border-b border-line py-3 md:grid-cols-[12rem_minmax(0,1fr)]"
        >
          <p className="text-sm font-medium">
            <time dateTime={update.at.text}>{formatBound(update.at, locale, zone)}</time>
          </p>
          <div className="max-w-prose">
            <p>
              <bdi lang="en">{update.text}</bdi>
            </p>
            <p className="text-sm text-ink-soft">
              <SourceLinks links={update.links} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
