import type { LaneDay } from "#server/domain/lane-days.ts";
import type { TrafficDay } from "#server/domain/usual-traffic.ts";
import { type CsvColumn, type CsvOptions, writeCsv } from "./csv.ts";

interface LaneDayRow {
  readonly crossing: string;
  readonly mode: string | null;
  readonly runDays: number;
  readonly day: LaneDay;
}

const LANE_DAY_COLUMNS: readonly CsvColumn<LaneDayRow>[] = [
  { name: "crossing", tag: "#loc+code", value: (row) => row.crossing },
  { name: "mode", tag: "#access+mode", value: (row) => row.mode ?? "all" },
  { name: "on", tag: "#date+start", value: (row) => row.day.on },
  { name: "days", tag: "#meta+days", value: (row) => row.runDays },
  { name: "state", tag: "#status+code", value: (row) => row.day.state },
  {
    name: "open_minutes",
    tag: "#indicator+open+minutes+num",
    value: (row) => row.day.minutes.open,
  },
  {
    name: "restricted_minutes",
    tag: "#indicator+restricted+minutes+num",
    value: (row) => row.day.minutes.restricted,
  },
  {
    name: "closed_minutes",
    tag: "#indicator+closed+minutes+num",
    value: (row) => row.day.minutes.closed,
  },
  {
    name: "unknown_minutes",
    tag: "#indicator+unknown+minutes+num",
    value: (row) => row.day.minutes.unknown,
  },
];

interface LaneDaysTable {
  readonly mode: string | null;
  readonly runDays: number;
  readonly days: readonly LaneDay[];
}

/** One row a day (or run of days), oldest first; minutes are those of all lanes together. */
export function writeLaneDaysCsv(
  crossing: string,
  { mode, runDays, days }: LaneDaysTable,
  options: CsvOptions,
): string {
  const rows = days.map((day) => ({ crossing, mode, runDays, day }));
  return writeCsv(LANE_DAY_COLUMNS, rows, options);
}

interface TrafficRow {
  readonly crossing: string;
  readonly metric: string;
  readonly runDays: number;
  readonly day: TrafficDay;
}

const trafficColumns = (metric: string): readonly CsvColumn<TrafficRow>[] => {
  // People are `#affected`, everything else an `#indicator`: libhxl checks both as numbers.
  const tag = metric.startsWith("people")
    ? "#affected+ind+crossed"
    : "#indicator+trucks+crossed+num";
  return [
    { name: "crossing", tag: "#loc+code", value: (row) => row.crossing },
    { name: "metric", tag: "#indicator+name", value: (row) => row.metric },
    { name: "on", tag: "#date+start", value: (row) => row.day.on },
    { name: "days", tag: "#meta+days", value: (row) => row.runDays },
    { name: "low", tag: `${tag}+min`, value: (row) => row.day.low },
    { name: "best", tag: `${tag}+best`, value: (row) => row.day.best },
    { name: "high", tag: `${tag}+max`, value: (row) => row.day.high },
    { name: "usual_low", tag: `${tag}+usual+min`, value: (row) => row.day.usual?.low ?? null },
    { name: "usual_high", tag: `${tag}+usual+max`, value: (row) => row.day.usual?.high ?? null },
    {
      name: "usual_values",
      tag: "#meta+values+num",
      value: (row) => row.day.usual?.values ?? null,
    },
    { name: "comparison", tag: "#status+comparison", value: (row) => row.day.comparison },
  ];
};

interface TrafficTable {
  readonly metric: string;
  readonly runDays: number;
  readonly days: readonly TrafficDay[];
}

/** One row a day (or run of days), oldest first; a gap is a row with empty figures. */
export function writeTrafficCsv(
  crossing: string,
  { metric, runDays, days }: TrafficTable,
  options: CsvOptions,
): string {
  const rows = days.map((day) => ({ crossing, metric, runDays, day }));
  return writeCsv(trafficColumns(metric), rows, options);
}
