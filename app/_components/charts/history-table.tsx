import { useLocale, useTranslations } from "next-intl";
import { Table } from "#app/_components/table.tsx";
import { formatDate } from "#app/format/date.ts";
import { formatNumber, formatRangeInText } from "#app/format/number.ts";
import type { HistorySeries } from "#server/domain/history.ts";
import { type ChartContext, claimDate } from "./history-data.ts";

/** Below it, an interval is told with its hour. */
const DAY_MINUTES = 24 * 60;

interface HistoryTableProps {
  readonly series: HistorySeries;
  readonly zone: string;
}

/** The numbers of a history chart: its intervals and its claims, newest first. Intervals without a word are left out. */
export function HistoryTable({ series, zone }: HistoryTableProps) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const context: ChartContext = { locale, zone };
  const count = (value: number | null) => (value === null ? "–" : formatNumber(locale, value));
  const style = series.bucketMinutes < DAY_MINUTES ? "dayTime" : "day";
  const intervals = series.points.flatMap(({ at, low, best, high }) =>
    low === null
      ? []
      : [
          {
            key: at,
            cells: {
              at: formatDate(at, { locale, style, zone }),
              low: count(low),
              best: count(best),
              high: high === null ? t("noBound") : count(high),
            },
          },
        ],
  );
  const claims = series.claims.map((claim, index) => ({
    key: `${claim.reportId} ${index}`,
    cells: {
      date: claimDate(claim, context),
      range: formatRangeInText(locale, claim),
      who: <bdi lang="en">{claim.source.name}</bdi>,
      what: <bdi lang="en">{claim.what ?? claim.asGiven ?? "–"}</bdi>,
    },
  }));
  return (
    <div className="flex flex-col gap-8">
      <Table
        caption={t("claimsCaption")}
        columns={[
          { key: "date", heading: t("date") },
          { key: "range", heading: t("range"), numeric: true },
          { key: "who", heading: t("who") },
          { key: "what", heading: t("what") },
        ]}
        rows={claims.toReversed()}
      />
      <Table
        caption={t("bucketsCaption")}
        columns={[
          { key: "at", heading: t("interval") },
          { key: "low", heading: t("low"), numeric: true },
          { key: "best", heading: t("best"), numeric: true },
          { key: "high", heading: t("high"), numeric: true },
        ]}
        rows={intervals.toReversed()}
      />
    </div>
  );
}
