import { useLocale, useTranslations } from "next-intl";
import { useClaimWords } from "#app/_components/crossing/use-claim-words.ts";
import { When } from "#app/_components/time/when.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FormCrossing } from "./form-fields.ts";

/** What the list shows of an own report. */
export interface OwnReportLine {
  readonly id: string;
  readonly crossingId: string;
  readonly observedAt: Instant;
  readonly review: ReviewState;
  readonly reason: string | null;
  readonly claims: readonly Claim[];
}

interface OwnReportsProps {
  readonly reports: readonly OwnReportLine[];
  readonly crossings: ReadonlyMap<string, FormCrossing>;
  readonly reference: Instant;
}

/** One's own reports, newest first, with what the desk made of each. */
export function OwnReports({ reports, crossings, reference }: OwnReportsProps) {
  const t = useTranslations("report.own");
  if (reports.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <ol className="flex flex-col">
      {reports.map((report) => (
        <OwnReport
          key={report.id}
          report={report}
          crossing={crossings.get(report.crossingId)}
          reference={reference}
        />
      ))}
    </ol>
  );
}

interface OwnReportProps {
  readonly report: OwnReportLine;
  readonly crossing: FormCrossing | undefined;
  readonly reference: Instant;
}

function OwnReport({ report, crossing, reference }: OwnReportProps) {
  const t = useTranslations("report.own");
  const locale = useLocale();
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3 text-sm">
      <p className="flex flex-wrap justify-between gap-x-4">
        <a
          className="text-link inline-block min-h-6 min-w-6 leading-6 font-semibold"
          href={pathsFor(locale).receipt(report.id)}
        >
          {crossing === undefined ? report.crossingId : crossingName(locale, crossing)}
        </a>
        <span className="font-semibold">{t(`review.${report.review}`)}</span>
      </p>
      <p className="text-ink-soft">
        <When
          at={report.observedAt}
          reference={reference}
          zones={crossing?.sides.map((side) => side.zone) ?? ["UTC"]}
          show="both"
        />
      </p>
      <SaidWords claims={report.claims} crossing={crossing} />
      <Reason review={report.review} reason={report.reason} />
      <ChangeLinks reportId={report.id} review={report.review} />
    </li>
  );
}

interface ReasonProps {
  readonly review: ReviewState | null;
  readonly reason: string | null;
}

/** Why a report is where it is: the desk's word, or, of one that was taken back, that of whoever did it. */
export function Reason({ review, reason }: ReasonProps) {
  const t = useTranslations("report.own");
  if (reason === null) return null;
  return <p dir="auto">{t(review === "retracted" ? "retractedReason" : "reason", { reason })}</p>;
}

/** The ways to correct a report and to take it back, as long as it can be. */
export function ChangeLinks({
  reportId,
  review,
}: {
  readonly reportId: string;
  readonly review: ReviewState;
}) {
  const t = useTranslations("correction");
  const to = pathsFor(useLocale());
  if (review === "retracted" || review === "superseded") return null;
  return (
    <p className="flex flex-wrap gap-x-6">
      <a className="text-link inline-flex min-h-11 items-center" href={to.amend(reportId)}>
        {t("amend")}
      </a>
      <a className="text-link inline-flex min-h-11 items-center" href={to.retract(reportId)}>
        {t("retract")}
      </a>
    </p>
  );
}

/** What a report says, a sentence a claim. */
export function SaidWords({
  claims,
  crossing,
}: {
  readonly claims: readonly Claim[];
  readonly crossing: FormCrossing | undefined;
}) {
  const words = useClaimWords(crossing?.lanes.map((lane) => lane.id) ?? []);
  return (
    <ul>
      {[...new Set(claims.map(words))].map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
