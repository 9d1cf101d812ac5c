/** Addresses for machines, built from typed parameters. Apart from those of pages, which every page takes along. */
import type { Metric } from "#server/domain/claim.ts";
import type { CountryCode, CrossingId } from "#server/domain/crossing.ts";
import type { Mode } from "#server/domain/mode.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { type AsOfQuery, asOfQuery, withQuery } from "./paths.ts";

export interface HistoryQuery {
  readonly metric: Metric;
  readonly side?: CountryCode | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** Wished width of a bucket, in minutes. */
  readonly bucket?: number | undefined;
}

interface SpanQuery extends AsOfQuery {
  readonly from: Instant;
  readonly to: Instant;
}

export interface DaysQuery extends SpanQuery {
  readonly mode: Mode | null;
}

/** The same in every language. */
export const apiPaths = {
  /** The API for people, made from its OpenAPI document. */
  docs: () => "/api/v1/docs",
  crossings: (view: AsOfQuery = {}) => withQuery("/api/v1/crossings", asOfQuery(view)),
  crossing: (slug: CrossingId, view: AsOfQuery = {}) =>
    withQuery(`/api/v1/crossings/${slug}`, asOfQuery(view)),
  history: (slug: CrossingId, query: HistoryQuery) =>
    withQuery(`/api/v1/crossings/${slug}/history`, { ...query }),
  /** What a chart draws, as tables for spreadsheets. */
  historyCsv: (slug: CrossingId, query: HistoryQuery & AsOfQuery) =>
    withQuery(`/api/v1/crossings/${slug}/history.csv`, { ...query }),
  lanesCsv: (slug: CrossingId, query: SpanQuery) =>
    withQuery(`/api/v1/crossings/${slug}/lanes.csv`, { ...query }),
  daysCsv: (slug: CrossingId, query: DaysQuery) =>
    withQuery(`/api/v1/crossings/${slug}/days.csv`, { ...query }),
  trafficCsv: (slug: CrossingId, query: HistoryQuery & AsOfQuery) =>
    withQuery(`/api/v1/crossings/${slug}/traffic.csv`, { ...query }),
  closuresCsv: (slug: CrossingId, view: AsOfQuery = {}) =>
    withQuery("/api/v1/closures.csv", { slug, ...view }),
  closures: (crossing?: CrossingId) => withQuery("/api/v1/closures", { slug: crossing }),
  replay: (period: { readonly from: Instant; readonly to: Instant }, known: Known) =>
    withQuery("/api/v1/replay", { from: period.from, to: period.to, known }),
  changes: () => "/api/v1/changes",
  reports: () => "/api/v1/reports",
  photos: (reportId: string) => `/api/v1/reports/${reportId}/photos`,
  /** Where pieces of a photo go; its picture is below. */
  photo: (reportId: string, id: string) => `/api/v1/reports/${reportId}/photos/${id}`,
  picture: (reportId: string, id: string) => `/api/v1/reports/${reportId}/photos/${id}/picture`,
  changesFeed: () => "/api/v1/feeds/changes.atom",
  closuresFeed: () => "/api/v1/feeds/closures.ics",
  capFeed: () => "/api/v1/feeds/cap.xml",
  live: () => "/live",
  health: () => "/healthz",
} as const;
