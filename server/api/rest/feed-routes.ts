/** Feeds: what other programs subscribe to. */
import { DomainError } from "#server/domain/errors.ts";
import { alertsAmong } from "#server/formats/cap.ts";
import { writeCapAlert, writeCapFeed } from "#server/formats/cap-feed.ts";
import { writeChangesAtom } from "#server/formats/changes-atom.ts";
import { writeClosuresIcs } from "#server/formats/closures-ics.ts";
import { LatestChangesInput, LatestChangesOutput } from "../routers/changes.ts";
import { ListClosuresInput, ListClosuresOutput } from "../routers/closures.ts";
import {
  GetCrossingInput,
  GetCrossingOutput,
  ListCrossingsInput,
  ListCrossingsOutput,
} from "../routers/crossings.ts";
import { announcementsAtCrossings, atCrossings, capThreads, closuresAtCrossings } from "./join.ts";
import { defineRoute, type ReadRoute } from "./route.ts";

const MIN_ALERT = "crossings at alert level 2 or above";

export const FEED_ROUTES: readonly ReadRoute[] = [
  defineRoute({
    path: "/feeds/changes",
    operationId: "changesFeed",
    summary: "The newest changes as an Atom feed",
    tag: "feeds",
    input: LatestChangesInput.omit({ before: true }),
    output: LatestChangesOutput,
    read: (caller, input) => caller.changes.latest(input),
    formats: {
      atom: async ({ changes }, { caller, info, selfUrl }) =>
        writeChangesAtom(await atCrossings(changes, caller), info, { selfUrl }),
    },
  }),
  defineRoute({
    path: "/feeds/closures",
    operationId: "closuresFeed",
    summary: "Closures as a calendar, with what is announced (TENTATIVE)",
    tag: "feeds",
    input: ListClosuresInput,
    output: ListClosuresOutput,
    read: (caller, input) => caller.closures.list(input),
    paging: { parameter: "before", next: ({ next }) => next },
    formats: {
      ics: async ({ closures }, { caller, info, parameters }) =>
        writeClosuresIcs(
          await closuresAtCrossings(closures, caller),
          await announcementsAtCrossings(parameters, caller),
          info,
        ),
    },
  }),
  defineRoute({
    path: "/feeds/cap",
    operationId: "capFeed",
    summary: `Alerts for ${MIN_ALERT}: an Atom feed, each entry a CAP 1.2 alert`,
    tag: "feeds",
    input: ListCrossingsInput,
    output: ListCrossingsOutput,
    read: (caller, input) => caller.crossings.list(input),
    formats: {
      xml: async ({ crossings, at }, { caller, info, isPast, selfUrl }) =>
        writeCapFeed(
          crossings,
          { ...info, at },
          {
            isPast,
            threads: await capThreads(caller, isPast),
            selfUrl,
            alertUrl: (slug) => selfUrl.replace(/\.xml$|$/, `/${slug}.xml`),
          },
        ),
    },
  }),
  defineRoute({
    path: "/feeds/cap/{slug}",
    operationId: "capAlert",
    summary: `One of the ${MIN_ALERT} as a CAP 1.2 alert`,
    tag: "feeds",
    input: GetCrossingInput,
    output: GetCrossingOutput,
    read: (caller, input) => caller.crossings.get(input),
    formats: {
      xml: async (row, { caller, info, isPast }) => {
        const options = { isPast, threads: await capThreads(caller, isPast, row.crossing.id) };
        const [alert] = alertsAmong([row], options);
        if (alert !== undefined) return writeCapAlert(alert, info, options);
        const { level } = row.status.alert;
        const message = `${row.crossing.name} is at alert level ${level}, and alerts begin at 2; see /api/v1/crossings/${row.crossing.id}.`;
        throw new DomainError("not_found", message);
      },
    },
  }),
];
