import type { Metric } from "#server/domain/claim.ts";
import type { HistoryPoint, HistorySeries } from "#server/domain/history.ts";
import { type CsvColumn, type CsvOptions, writeCsv } from "./csv.ts";

interface Row {
  readonly crossing: string;
  readonly series: HistorySeries;
  readonly point: HistoryPoint;
}

/** People are `#affected`, everything else an `#indicator`: libhxl checks both as numbers. */
const TAGS: Readonly<Record<Metric, string>> = {
  people_stranded: "#affected+ind+stranded",
  trucks_stranded: "#indicator+trucks+stranded+num",
  people_crossed_24h: "#affected+ind+crossed",
  trucks_crossed_24h: "#indicator+trucks+crossed+num",
  wait_minutes: "#indicator+wait+minutes+num",
};

const columnsFor = (metric: Metric): readonly CsvColumn<Row>[] => [
  { name: "crossing", tag: "#loc+code", value: (row) => row.crossing },
  { name: "metric", tag: "#indicator+name", value: (row) => row.series.metric },
  { name: "side", tag: "#country+code+v_iso2", value: (row) => row.series.side },
  { name: "at", tag: "#date+start", value: (row) => row.point.at },
  { name: "bucket_minutes", tag: "#meta+minutes", value: (row) => row.series.bucketMinutes },
  { name: "low", tag: `${TAGS[metric]}+min`, value: (row) => row.point.low },
  { name: "best", tag: `${TAGS[metric]}+best`, value: (row) => row.point.best },
  { name: "high", tag: `${TAGS[metric]}+max`, value: (row) => row.point.high },
];

/** One row a bucket, oldest first; a gap is a row with empty figures. */
export function writeHistoryCsv(
  crossing: string,
  series: HistorySeries,
  options: CsvOptions,
): string {
  const rows = series.points.map((point) => ({ crossing, series, point }));
  return writeCsv(columnsFor(series.metric), rows, options);
}
