import { useLocale, useTranslations } from "next-intl";
import { Table } from "#app/_components/table.tsx";
import { formatNumber } from "#app/format/number.ts";
import type { Traffic } from "#server/domain/usual-traffic.ts";
import { useTrafficWords } from "./use-traffic-words.ts";

interface TrafficTableProps {
  readonly traffic: Traffic;
  /** The day of the view: the last that is shown. */
  readonly viewDay: number;
}

/** The days of which something was said, newest first. */
export function TrafficTable({ traffic, viewDay }: TrafficTableProps) {
  const t = useTranslations("traffic");
  const locale = useLocale();
  const words = useTrafficWords(traffic, viewDay);
  const rows = traffic.days
    .filter(({ low }) => low !== null)
    .toReversed()
    .map((day) => ({
      key: day.on,
      cells: {
        date: words.date(day),
        count: words.count(day),
        best: day.best === null ? "–" : formatNumber(locale, day.best),
        usual: words.usual(day) ?? t("unclear"),
        comparison: words.comparison(day) ?? "–",
      },
    }));
  return (
    <Table
      caption={t("caption")}
      columns={[
        { key: "date", heading: t("date") },
        { key: "count", heading: t("count"), numeric: true },
        { key: "best", heading: t("best"), numeric: true },
        { key: "usual", heading: t("usualHeading"), numeric: true },
        { key: "comparison", heading: t("compared") },
      ]}
      rows={rows}
    />
  );
}
