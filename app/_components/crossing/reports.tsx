import { useLocale, useTranslations } from "next-intl";
import { PublicPhotos } from "#app/_components/photo/public-photos.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { LaneId, SourceLink } from "#server/domain/crossing.ts";
import type { PublicPhoto } from "#server/domain/photo.ts";
import type { Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import { useClaimWords } from "./use-claim-words.ts";

/** What the list shows of a public report. */
export interface ReportLine {
  readonly id: string;
  readonly source: Source;
  readonly observedAt: Instant;
  /** When it was retracted, or superseded by a correction. */
  readonly withdrawnAt: Instant | null;
  /** The report whose place it took, and the one that took its own. */
  readonly correctsId: string | null;
  readonly correctedById: string | null;
  readonly claims: readonly Claim[];
  readonly links: readonly SourceLink[];
  /** Those that the desk shows. */
  readonly photos?: readonly PublicPhoto[];
}

interface ReportsProps {
  readonly reports: readonly ReportLine[];
  readonly lanes: readonly LaneId[];
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly isPast: boolean;
  readonly olderHref: string | null;
  readonly newestHref: string | null;
}

/** Reports, newest first: who, for whom, when, what was said, and where to read it. */
export function Reports({ reports, olderHref, newestHref, isPast, ...rest }: ReportsProps) {
  const t = useTranslations("crossing.reports");
  if (reports.length === 0) {
    return <p className="text-ink-soft">{isPast ? t("noneYet") : t("none")}</p>;
  }
  const link = "text-link inline-flex min-h-11 items-center";
  return (
    <div>
      <ol className="flex flex-col">
        {reports.map((report) => (
          <ReportItem key={report.id} report={report} ticking={!isPast} {...rest} />
        ))}
      </ol>
      <p className="flex gap-6 pt-2 text-sm">
        {newestHref !== null && (
          <a className={link} href={newestHref}>
            {t("newest")}
          </a>
        )}
        {olderHref !== null && (
          <a className={link} href={olderHref}>
            {t("older")}
          </a>
        )}
      </p>
    </div>
  );
}

const anchorOf = (reportId: string): string => `report-${reportId}`;

/** What became of a report, with a way to the other version; it may stand on another page of the list. */
function Correction({ report }: { readonly report: ReportLine }) {
  const t = useTranslations("crossing.reports");
  const { withdrawnAt, correctsId, correctedById } = report;
  if (withdrawnAt === null && correctsId === null) return null;
  const other = withdrawnAt === null ? correctsId : correctedById;
  const words =
    withdrawnAt === null ? "corrects" : correctedById === null ? "withdrawn" : "corrected";
  return (
    <p className={withdrawnAt === null ? "text-ink-soft" : "font-semibold text-restricted"}>
      {t(words)}{" "}
      {other !== null && (
        <a className="text-link" href={`#${anchorOf(other)}`}>
          {t(withdrawnAt === null ? "toCorrected" : "toCorrection")}
        </a>
      )}
    </p>
  );
}

type ReportItemProps = Pick<ReportsProps, "lanes" | "zones" | "reference"> & {
  readonly report: ReportLine;
  readonly ticking: boolean;
};

function ReportItem({ report, lanes, zones, reference, ticking }: ReportItemProps) {
  const t = useTranslations("crossing.reports");
  const locale = useLocale();
  const words = useClaimWords(lanes);
  const { party, name } = report.source;
  return (
    <li
      id={anchorOf(report.id)}
      className="grid gap-x-8 gap-y-1 border-b border-line py-3 md:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <div className="text-sm text-ink-soft">
        <p>
          <When
            at={report.observedAt}
            reference={reference}
            zones={zones}
            ticking={ticking}
            show="both"
          />
        </p>
        <p>
          <bdi lang="en" className="font-medium text-ink">
            {name}
          </bdi>
          {PUNCTUATION[locale].comma}
          {party === null
            ? t("speaksForNone")
            : t("speaksFor", { country: countryName(locale, party) })}
        </p>
      </div>
      <div className="flex flex-col gap-1">
        <Correction report={report} />
        <ul className={report.withdrawnAt === null ? "" : "text-ink-soft line-through"}>
          {[...new Set(report.claims.map(words))].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <PublicPhotos
          photos={report.photos ?? []}
          source={name}
          observedAt={report.observedAt}
          zone={zones[0]}
        />
        <p className="text-sm text-ink-soft">
          <SourceLinks links={report.links} />
        </p>
      </div>
    </li>
  );
}
