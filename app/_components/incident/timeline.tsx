import { useTranslations } from "next-intl";
import { SourceLinks } from "#app/_components/source-links.tsx";
import type { IncidentUpdate } from "#server/domain/incident.ts";
import { type TimeBound, toMs } from "#server/domain/time.ts";
import { BoundText } from "./bound-text.tsx";

/** Of a date that is right to some days, the day that its source names. */
const middleMs = ({ earliestAt, latestAt }: TimeBound): number =>
  (toMs(earliestAt) + toMs(latestAt)) / 2;

interface TimelineProps {
  readonly updates: readonly IncidentUpdate[];
  readonly zone: string;
}

/** What happened, oldest first, each with its date and where to read it. */
export function Timeline({ updates, zone }: TimelineProps) {
  const t = useTranslations("incident");
  if (updates.length === 0) return <p className="text-ink-soft">{t("timelineNone")}</p>;
  const inOrder = updates.toSorted((a, b) => middleMs(a.at) - middleMs(b.at));
  return (
    <ol className="flex flex-col">
      {inOrder.map((update) => (
        <li
          key={update.id}
          className="grid gap-x-8 gap-y-1 border-b border-line py-3 md:grid-cols-[12rem_minmax(0,1fr)]"
        >
          <p className="text-sm font-medium">
            <BoundText bound={update.at} zone={zone} />
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
