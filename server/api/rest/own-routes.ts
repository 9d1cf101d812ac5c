/** Reads for one account: its keys, and what its firm is told of and chooses by. */
import { z } from "zod";
import { OfEndpoint } from "#server/services/webhooks/endpoint-input.ts";
import { FirmBoardOut } from "../public/firm.ts";
import { WatchOut } from "../public/watch.ts";
import { FirmNoticeOut, WebhookEndpointOut } from "../public/webhook.ts";
import { ListCorridorsInput, ListCorridorsOutput } from "../routers/corridors.ts";
import { ListKeysInput, ListKeysOutput } from "../routers/keys.ts";
import { ListNoticesInput, ListNoticesOutput, OfNotice } from "../routers/notices.ts";
import { ListWatchesInput, ListWatchesOutput, OfWatch } from "../routers/watches.ts";
import { defineRoute, type ReadRoute, writeJson } from "./route.ts";

/** Said to one account, as JSON. */
const own = { isPersonal: true, formats: { json: writeJson } } as const;

const FIRM: readonly ReadRoute[] = [
  defineRoute({
    ...own,
    path: "/corridors",
    operationId: "listCorridors",
    summary: "The firm's corridors: substitutes in order, with the direction and mode it uses",
    tag: "firm",
    input: ListCorridorsInput,
    output: ListCorridorsOutput,
    read: (caller, input) => caller.corridors.list(input),
  }),
  defineRoute({
    ...own,
    path: "/board",
    operationId: "getBoard",
    summary: "The firm's corridors with everything by which a gate is chosen, now",
    tag: "firm",
    input: z.strictObject({}),
    output: FirmBoardOut,
    read: (caller, input) => caller.firms.board(input),
  }),
];

const TELLING: readonly ReadRoute[] = [
  defineRoute({
    ...own,
    path: "/watches",
    operationId: "listWatches",
    summary: "The firm's watches, oldest first",
    tag: "watches",
    input: ListWatchesInput,
    output: ListWatchesOutput,
    read: (caller, input) => caller.watches.list(input),
  }),
  defineRoute({
    ...own,
    path: "/watches/{watchId}",
    operationId: "getWatch",
    summary: "One watch of the firm",
    tag: "watches",
    input: OfWatch,
    output: WatchOut,
    read: (caller, input) => caller.watches.get(input),
  }),
  defineRoute({
    ...own,
    path: "/webhooks",
    operationId: "listWebhooks",
    summary: "The firm's webhooks, oldest first, and how late each is",
    tag: "webhooks",
    input: z.strictObject({}),
    // Without the instant of the answer, so that it is the same as long as they are.
    output: z.object({ endpoints: z.array(WebhookEndpointOut) }),
    read: async (caller, input) => {
      const { endpoints } = await caller.webhooks.list(input);
      return { endpoints };
    },
  }),
  defineRoute({
    ...own,
    path: "/webhooks/{endpointId}",
    operationId: "getWebhook",
    summary: "One webhook of the firm",
    tag: "webhooks",
    input: OfEndpoint,
    output: WebhookEndpointOut,
    read: (caller, input) => caller.webhooks.get(input),
  }),
  defineRoute({
    ...own,
    path: "/notices",
    operationId: "listNotices",
    summary: "The delivery log: what watches told, newest first, with each try to deliver it",
    tag: "notices",
    input: ListNoticesInput,
    output: ListNoticesOutput,
    read: (caller, input) => caller.notices.list(input),
  }),
  defineRoute({
    ...own,
    path: "/notices/{noticeId}",
    operationId: "getNotice",
    summary: "One notice with what is sent",
    tag: "notices",
    input: OfNotice,
    output: FirmNoticeOut,
    read: (caller, input) => caller.notices.get(input),
  }),
];

export const OWN_ROUTES: readonly ReadRoute[] = [
  ...FIRM,
  ...TELLING,
  defineRoute({
    ...own,
    path: "/keys",
    operationId: "listKeys",
    summary:
      "The keys of the account that the key belongs to: what they begin with, never the keys",
    tag: "keys",
    input: ListKeysInput,
    output: ListKeysOutput,
    read: (caller, input) => caller.keys.list(input),
  }),
];
