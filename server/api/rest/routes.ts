/** Every read of the REST face. Each is a procedure and the formats in which its answer can be written. */
import { writeChangesCsv } from "#server/formats/changes-csv.ts";
import { writeClosuresCsv } from "#server/formats/closures-csv.ts";
import { writeCrossingsCsv } from "#server/formats/crossings-csv.ts";
import { writeLaneDaysCsv, writeTrafficCsv } from "#server/formats/days-csv.ts";
import { writeClosuresGeoJson, writeCrossingsGeoJson } from "#server/formats/geojson.ts";
import { writeHistoryCsv } from "#server/formats/history-csv.ts";
import { writeLanesCsv } from "#server/formats/lanes-csv.ts";
import { PublicClosureSurvival } from "../public/closure-survival.ts";
import { PublicLaneDays, PublicTraffic } from "../public/days.ts";
import { PublicHistory } from "../public/history.ts";
import { PublicReplay } from "../public/replay.ts";
import { CHANGES_A_PAGE, ListChangesInput, ListChangesOutput } from "../routers/changes.ts";
import {
  GetClosureSurvivalInput,
  ListClosuresInput,
  ListClosuresOutput,
} from "../routers/closures.ts";
import {
  GetCrossingInput,
  GetCrossingOutput,
  GetHistoryInput,
  GetRibbonInput,
  GetRibbonOutput,
  ListCrossingsInput,
  ListCrossingsOutput,
  ListReportsInput,
  ListReportsOutput,
} from "../routers/crossings.ts";
import { GetDaysInput, GetTrafficInput } from "../routers/days.ts";
import {
  GetIncidentInput,
  GetIncidentOutput,
  ListIncidentsInput,
  ListIncidentsOutput,
} from "../routers/incidents.ts";
import { GetReplayInput } from "../routers/replay.ts";
import { FEED_ROUTES } from "./feed-routes.ts";
import { atCrossings, closuresAtCrossings } from "./join.ts";
import { OWN_ROUTES } from "./own-routes.ts";
import { defineRoute, type ReadRoute, writeJson } from "./route.ts";

export const REPORTS_PATH = "/reports";

const CROSSINGS: readonly ReadRoute[] = [
  defineRoute({
    path: "/crossings",
    operationId: "listCrossings",
    summary: "Every crossing with its status",
    tag: "crossings",
    input: ListCrossingsInput,
    output: ListCrossingsOutput,
    read: (caller, input) => caller.crossings.list(input),
    formats: {
      json: writeJson,
      csv: ({ crossings }, { hxl }) => writeCrossingsCsv(crossings, { hxl }),
      geojson: ({ crossings, at }, { info }) =>
        writeJson(writeCrossingsGeoJson(crossings, { ...info, at })),
    },
  }),
  defineRoute({
    path: "/crossings/{slug}",
    operationId: "getCrossing",
    summary: "One crossing with its status",
    tag: "crossings",
    input: GetCrossingInput,
    output: GetCrossingOutput,
    read: (caller, input) => caller.crossings.get(input),
    formats: {
      json: writeJson,
      csv: (row, { hxl }) => writeCrossingsCsv([row], { hxl }),
      geojson: (row, { info }) =>
        writeJson(writeCrossingsGeoJson([row], { ...info, at: row.status.at })),
    },
  }),
  defineRoute({
    path: "/crossings/{slug}/history",
    operationId: "getHistory",
    summary: "A figure of one crossing over time, in at most 400 points",
    tag: "crossings",
    input: GetHistoryInput,
    output: PublicHistory,
    read: (caller, input) => caller.crossings.history(input),
    formats: {
      json: writeJson,
      csv: (series, { hxl, parameters }) => writeHistoryCsv(parameters.slug ?? "", series, { hxl }),
    },
  }),
  defineRoute({
    path: "/crossings/{slug}/lanes",
    operationId: "listLaneStates",
    summary: "The states of each lane of one crossing over time",
    tag: "crossings",
    input: GetRibbonInput,
    output: GetRibbonOutput,
    read: (caller, input) => caller.crossings.ribbon(input),
    formats: {
      json: writeJson,
      csv: ({ ribbons }, { hxl, parameters }) =>
        writeLanesCsv(parameters.slug ?? "", ribbons, { hxl }),
    },
  }),
  defineRoute({
    path: "/crossings/{slug}/days",
    operationId: "listDays",
    summary: "The state of one crossing day by day",
    tag: "crossings",
    input: GetDaysInput,
    output: PublicLaneDays,
    read: (caller, input) => caller.days.states(input),
    formats: {
      json: writeJson,
      csv: (days, { hxl, parameters }) => writeLaneDaysCsv(parameters.slug ?? "", days, { hxl }),
    },
  }),
  defineRoute({
    path: "/crossings/{slug}/traffic",
    operationId: "getTraffic",
    summary: "People or trucks that crossed day by day, against the usual for that weekday",
    tag: "crossings",
    input: GetTrafficInput,
    output: PublicTraffic,
    read: (caller, input) => caller.days.traffic(input),
    formats: {
      json: writeJson,
      csv: (traffic, { hxl, parameters }) =>
        writeTrafficCsv(parameters.slug ?? "", traffic, { hxl }),
    },
  }),
  defineRoute({
    path: "/crossings/{slug}/reports",
    operationId: "listReports",
    summary: "Published reports of one crossing, newest first",
    tag: "reports",
    input: ListReportsInput,
    output: ListReportsOutput,
    read: (caller, input) => caller.crossings.reports(input),
    paging: { parameter: "before", next: ({ next }) => next },
    formats: { json: writeJson },
  }),
];

const EVENTS: readonly ReadRoute[] = [
  defineRoute({
    path: "/closures",
    operationId: "listClosures",
    summary: "Closures, newest first",
    tag: "closures",
    input: ListClosuresInput,
    output: ListClosuresOutput,
    read: (caller, input) => caller.closures.list(input),
    paging: { parameter: "before", next: ({ next }) => next },
    formats: {
      json: writeJson,
      csv: async ({ closures }, { caller, hxl }) =>
        writeClosuresCsv(await closuresAtCrossings(closures, caller), { hxl }),
      geojson: async ({ closures }, { caller, info }) =>
        writeJson(writeClosuresGeoJson(await closuresAtCrossings(closures, caller), info)),
    },
  }),
  defineRoute({
    path: "/closures/survival",
    operationId: "getClosureSurvival",
    summary: "How much longer closures lasted that reached a day, and the curve behind it",
    tag: "closures",
    input: GetClosureSurvivalInput,
    output: PublicClosureSurvival,
    read: (caller, input) => caller.closures.survival(input),
    formats: { json: writeJson },
  }),
  defineRoute({
    path: "/changes",
    operationId: "listChanges",
    summary: "What changed, in the order in which it became known",
    tag: "changes",
    input: ListChangesInput,
    output: ListChangesOutput,
    read: (caller, input) => caller.changes.list(input),
    paging: {
      parameter: "after",
      // Its cursor never ends, for whoever asks again tomorrow.
      next: ({ changes, next }, { limit = CHANGES_A_PAGE }) =>
        changes.length < limit ? null : next,
    },
    formats: {
      json: writeJson,
      csv: async ({ changes }, { caller, hxl }) =>
        writeChangesCsv(await atCrossings(changes, caller), { hxl }),
    },
  }),
  defineRoute({
    path: "/incidents",
    operationId: "listIncidents",
    summary: "Incidents with casualty claims side by side, newest first",
    tag: "incidents",
    input: ListIncidentsInput,
    output: ListIncidentsOutput,
    read: (caller, input) => caller.incidents.list(input),
    formats: { json: writeJson },
  }),
  defineRoute({
    path: "/incidents/{slug}",
    operationId: "getIncident",
    summary: "One incident",
    tag: "incidents",
    input: GetIncidentInput,
    output: GetIncidentOutput,
    read: (caller, input) => caller.incidents.get(input),
    formats: { json: writeJson },
  }),
  defineRoute({
    path: "/replay",
    operationId: "getReplay",
    summary: "Every crossing through a period: what was shown from instant to instant",
    tag: "crossings",
    input: GetReplayInput,
    output: PublicReplay,
    read: (caller, input) => caller.replay.get(input),
    formats: { json: writeJson },
  }),
];

export const ROUTES: readonly ReadRoute[] = [
  ...CROSSINGS,
  ...EVENTS,
  ...FEED_ROUTES,
  ...OWN_ROUTES,
];
