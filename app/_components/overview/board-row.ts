/** One row of the board: a crossing as the overview shows it, in the reader's language, small enough to send. */

import { countryName, crossingName } from "#app/format/country.ts";
import { INTL_TAGS, type Locale } from "#app/locales.ts";
import type { Metric } from "#server/domain/claim.ts";
import type { CountryCode, Crossing, CrossingId } from "#server/domain/crossing.ts";
import type { HistoryPoint } from "#server/domain/history.ts";
import { type LiveStatus, liveStatus } from "#server/domain/live-status.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type SparkShape, sparkShape } from "./spark-shape.ts";

/** What `crossings.list` gives for one crossing. */
export interface OverviewRow {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  /** At most 30 daily points. */
  readonly sparkline: readonly HistoryPoint[];
  readonly sparklineMetric: Metric | null;
}

/** The two figures that a row has room for. */
export const BOARD_METRICS = ["people_stranded", "trucks_stranded"] as const;
export type BoardMetric = (typeof BOARD_METRICS)[number];

export interface Spark extends SparkShape {
  readonly metric: Metric;
}

export interface BoardRow {
  readonly id: CrossingId;
  /** Place among the rows in order of their names; found by the server, since to compare names costs a phone a collator. */
  readonly place: number;
  readonly name: string;
  /** The Latin name, where the reader's language has its own. */
  readonly latinName: string | null;
  readonly countries: readonly [CountryCode, CountryCode];
  readonly countryNames: readonly [string, string];
  readonly zones: readonly [string, string];
  readonly status: LiveStatus;
  readonly spark: Spark | null;
}

/** The status without what the board never shows. */
export function boardStatus(status: LiveStatus): LiveStatus {
  return {
    ...status,
    figures: status.figures.filter(({ metric }) => BOARD_METRICS.some((one) => one === metric)),
  };
}

/** @param place see `BoardRow`; rows that are never sorted by name need none */
export function toBoardRow(row: OverviewRow, locale: Locale, place = 0): BoardRow {
  const { crossing, status, sparkline, sparklineMetric } = row;
  const [near, far] = crossing.sides;
  const name = crossingName(locale, crossing);
  const shape = sparkShape(sparkline);
  return {
    id: crossing.id,
    place,
    name,
    latinName: name === crossing.name ? null : crossing.name,
    countries: [near.country, far.country],
    countryNames: [countryName(locale, near.country), countryName(locale, far.country)],
    zones: [near.zone, far.zone],
    status: boardStatus(liveStatus(status)),
    spark:
      sparklineMetric === null || shape === null ? null : { metric: sparklineMetric, ...shape },
  };
}

/**
 * Parts of a row that say the same are one object: React tells an object once, and hundreds of crossings of which nothing
 * is known have their lanes and alert in common. In a page of 500 that is two thirds of its data.
 */
function withSharedParts(rows: readonly BoardRow[]): BoardRow[] {
  const known = new Map<string, unknown>();
  /** What was seen first of those that say the same; they are of one type, as they have the same text. */
  const share = <Part>(part: Part): Part => {
    const text = JSON.stringify(part);
    if (!known.has(text)) known.set(text, part);
    return known.get(text) as Part;
  };
  return rows.map((row) => ({
    ...row,
    countries: share(row.countries),
    countryNames: share(row.countryNames),
    zones: share(row.zones),
    status: { ...row.status, lanes: share(row.status.lanes), alert: share(row.status.alert) },
  }));
}

/** The rows in the order that they came in, each with its place among the names as the reader's language sorts them. */
export function toBoardRows(rows: readonly OverviewRow[], locale: Locale): BoardRow[] {
  const { compare } = new Intl.Collator(INTL_TAGS[locale]);
  const places = new Map(
    rows
      .map(({ crossing }) => ({ id: crossing.id, name: crossingName(locale, crossing) }))
      .sort((a, b) => compare(a.name, b.name))
      .map(({ id }, place) => [id, place]),
  );
  return withSharedParts(rows.map((row) => toBoardRow(row, locale, places.get(row.crossing.id))));
}

/** `PK-AF`: the border that a crossing is on, in the registry's order. */
export function borderOf(row: Pick<BoardRow, "countries">): string {
  return row.countries.join("-");
}
