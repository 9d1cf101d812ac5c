import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "#app/_components/page-header.tsx";
import { FreshnessMark } from "#app/_components/state/freshness-mark.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Since } from "#app/_components/time/since.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FormCrossing } from "./form-fields.ts";
import { newReportId } from "./new-report-id.ts";
import { NoChangeForm } from "./no-change-form.tsx";
import { type OwnReportLine, SaidWords } from "./own-reports.tsx";
import { ReportForm } from "./report-form.tsx";

interface ReportCrossingProps {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  /** The newest own report of this crossing. */
  readonly lastOwn: OwnReportLine | null;
  readonly hasChoice: boolean;
  readonly now: Instant;
  readonly children: ReactNode;
}

/** What is known now and what I said last beside the form; on a phone above it. */
export function ReportCrossing(props: ReportCrossingProps) {
  const { crossing, status, lastOwn, hasChoice, now, children } = props;
  const t = useTranslations("report");
  const locale = useLocale();
  const { id, name, sides, lanes, localNames } = crossing;
  const formCrossing: FormCrossing = { id, name, sides, lanes, localNames };
  const present = Object.fromEntries(status.lanes.map(({ lane, value }) => [lane, value]));
  return (
    <div className="mx-auto grid max-w-6xl gap-x-12 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="lg:col-span-2">
        <PageHeader
          title={t("about", { crossing: crossingName(locale, crossing) })}
          kicker={sides.map((side) => countryName(locale, side.country)).join(" – ")}
        >
          {hasChoice && (
            <a className="text-link" href={pathsFor(locale).report()}>
              {t("otherCrossing")}
            </a>
          )}
        </PageHeader>
      </div>
      <aside className="flex flex-col gap-6 pb-8 lg:order-last">
        <Present crossing={crossing} status={status} now={now} />
        <LastSaid crossing={formCrossing} lastOwn={lastOwn} now={now} />
      </aside>
      <div className="min-w-0">
        <ReportForm
          crossing={formCrossing}
          present={present}
          reportId={newReportId()}
          openedAt={now}
        />
        {children}
      </div>
    </div>
  );
}

function Present({
  crossing,
  status,
  now,
}: Pick<ReportCrossingProps, "crossing" | "status" | "now">) {
  const t = useTranslations("report");
  const { comma } = PUNCTUATION[useLocale()];
  const zones = crossing.sides.map((side) => side.zone);
  return (
    <section className="flex flex-col gap-1 border-t border-line-strong pt-3">
      <h2 className="text-sm text-ink-soft">{t("publicNow")}</h2>
      <p className="text-lg">
        <StateWord state={status.condition} size={20} />
      </p>
      <p className="text-sm text-ink-soft">
        {status.since !== null && (
          <>
            <Since since={status.since} zone={zones[0] ?? "UTC"} />
            {" · "}
          </>
        )}
        {status.lastWordAt === null ? (
          t("noWordYet")
        ) : (
          <>
            <FreshnessMark freshness={status.freshness} />
            {comma}
            <When at={status.lastWordAt} reference={now} zones={zones} />
          </>
        )}
      </p>
    </section>
  );
}

interface LastSaidProps {
  readonly crossing: FormCrossing;
  readonly lastOwn: OwnReportLine | null;
  readonly now: Instant;
}

function LastSaid({ crossing, lastOwn, now }: LastSaidProps) {
  const t = useTranslations("report");
  return (
    <section className="flex flex-col gap-2 border-t border-line-strong pt-3">
      <h2 className="text-sm text-ink-soft">{t("youSaid")}</h2>
      {lastOwn === null ? (
        <p>{t("youSaidNothing")}</p>
      ) : (
        <>
          <div>
            <SaidWords claims={lastOwn.claims} crossing={crossing} />
            <p className="text-sm text-ink-soft">
              <When
                at={lastOwn.observedAt}
                reference={now}
                zones={crossing.sides.map((side) => side.zone)}
              />
              {" · "}
              {t(`own.review.${lastOwn.review}`)}
            </p>
          </div>
          <NoChangeForm crossingId={crossing.id} reportId={newReportId()} openedAt={now} />
        </>
      )}
    </section>
  );
}
