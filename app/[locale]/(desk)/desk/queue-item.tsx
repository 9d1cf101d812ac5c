import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { LongText } from "#app/_components/long-text.tsx";
import { DeskPhotos } from "#app/_components/photo/desk-photos.tsx";
import { ReportChain } from "#app/_components/report/report-diff.tsx";
import { ReportThread } from "#app/_components/report/report-thread.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { DecisionForm } from "./decision-form.tsx";
import type { QueueLine } from "./desk-line.ts";
import { Effect } from "./effect.tsx";
import { LockLine } from "./lock-line.tsx";
import { OtherSources } from "./other-sources.tsx";
import { Said } from "./said.tsx";
import { Who } from "./who.tsx";

interface Message {
  readonly id: string;
  readonly isFromDesk: boolean;
  readonly writerName: string | null;
  readonly text: string;
  readonly at: Instant;
}

interface QueueItemProps {
  readonly item: QueueLine;
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  readonly messages: readonly Message[];
  /** Of a correction: all versions, oldest first, each with what it changed. */
  readonly versions: ComponentProps<typeof ReportChain>["versions"];
  readonly messageId: string;
  readonly reference: Instant;
}

/** One report that waits: what publishing it would change, who says so, and the decision. */
export function QueueItem(props: QueueItemProps) {
  const { item, crossing, status, reference } = props;
  const t = useTranslations("desk");
  const locale = useLocale();
  const name = crossingName(locale, crossing);
  const { zone } = crossing.sides[0];
  return (
    <div className="grid gap-x-12 gap-y-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 id={`about-${item.id}`} className="text-xl font-bold">
            <a className="text-link" href={pathsFor(locale).crossing(crossing.id)}>
              <bdi>{name}</bdi>
            </a>
          </h2>
          {item.urgency.reasons.includes("lane") && (
            <span className="font-semibold">{t("changes")}</span>
          )}
        </div>
        <Effect crossing={crossing} details={item.details} urgency={item.urgency} />
        <Said claims={item.claims} crossing={crossing} status={status} />
        <OtherSources
          crossing={crossing}
          corroboration={item.corroboration}
          reference={reference}
        />
        <Who item={item} crossing={crossing} reference={reference} />
        {item.correctsId !== null && (
          <div className="flex flex-col gap-2">
            <h3 className="font-semibold">{t("corrects")}</h3>
            <ReportChain
              versions={props.versions}
              lanes={crossing.lanes.map(({ id }) => id)}
              zones={crossing.sides.map(({ zone }) => zone)}
              reference={reference}
            />
          </div>
        )}
        <DeskPhotos reportId={item.id} />
        {item.note !== null && item.note !== "" && (
          <div className="max-w-prose">
            <h3 className="text-sm text-ink-soft">{t("note")}</h3>
            <LongText text={item.note} />
          </div>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <LockLine reportId={item.id} lock={item.lock} zone={zone} />
        <Thread {...props} />
        <DecisionForm reportId={item.id} about={name} messageId={props.messageId} zone={zone} />
      </div>
    </div>
  );
}

/** What was asked and answered. */
function Thread({ crossing, messages, reference }: QueueItemProps) {
  const t = useTranslations("desk");
  const zones = crossing.sides.map((side) => side.zone);
  if (messages.length === 0) return null;
  const isAnswered = messages.at(-1)?.isFromDesk === false;
  return (
    <details data-part="thread" open={isAnswered || undefined}>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center font-medium">
        {t(isAnswered ? "answered" : "asked")}
      </summary>
      <ReportThread messages={messages} reference={reference} zones={zones} reader="desk" />
    </details>
  );
}
