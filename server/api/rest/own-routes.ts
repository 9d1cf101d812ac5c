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

const json = { json: writeJson };

const FIRM: readonly ReadRoute[] = [
  defineRoute({
    path: "/corridors",
    operationId: "listCorridors",
    summary: "The firm's corridors: substitutes in order, with the direction and mode it uses",
    tag: "firm",
    isPersonal: true,
    input: ListCorridorsInput,
    output: ListCorridorsOutput,
    read: (caller, input) => caller.corridors.list(input),
    formats: json,
  }),
  defineRoute({
    path: "/board",
    operationId: "getBoard",
    summary: "The firm's corridors with everything by which a gate is chosen, now",
    tag: "firm",
    isPersonal: true,
    input: z.strictObject({}),
    output: FirmBoardOut,
    read: (caller, input) => caller.firms.board(input),
    formats: json,
  }),
];

const TELLING: readonly ReadRoute[] = [
  defineRoute({
    path: "/watches",
    operationId: "listWatches",
    summary: "The firm's watches, oldest first",
    tag: "watches",
    isPersonal: true,
    input: ListWatchesInput,
    output: ListWatchesOutput,
    read: (caller, input) => caller.watches.list(input),
    formats: json,
  }),
  defineRoute({
    path: "/watches/{watchId}",
    operationId: "getWatch",
    summary: "One watch of the firm",
    tag: "watches",
    isPersonal: true,
    input: OfWatch,
    output: WatchOut,
    read: (caller, input) => caller.watches.get(input),
    formats: json,
  }),
  defineRoute({
    path: "/webhooks",
    operationId: "listWebhooks",
    summary: "The firm's webhooks, oldest first, and how late each is",
    tag: "webhooks",
    isPersonal: true,
    input: z.strictObject({}),
    // Without the instant of the answer, so that it is the same as long as they are.
    output: z.object({ endpoints: z.array(WebhookEndpointOut) }),
    read: async (caller, input) => {
      const { endpoints } = await caller.webhooks.list(input);
      return { endpoints };
    },
    formats: json,
  }),
  defineRoute({
    path: "/webhooks/{endpointId}",
    operationId: "getWebhook",
    summary: "One webhook of the firm",
    tag: "webhooks",
    isPersonal: true,
    input: OfEndpoint,
    output: WebhookEndpointOut,
    read: (caller, input) => caller.webhooks.get(input),
    formats: json,
  }),
  defineRoute({
    path: "/notices",
    operationId: "listNotices",
    summary: "The delivery log: what watches told, newest first, with each try to deliver it",
    tag: "notices",
    isPersonal: true,
    input: ListNoticesInput,
    output: ListNoticesOutput,
    read: (caller, input) => caller.notices.list(input),
    formats: json,
  }),
  defineRoute({
    path: "/notices/{noticeId}",
    operationId: "getNotice",
    summary: "One notice with what is sent",
    tag: "notices",
    isPersonal: true,
    input: OfNotice,
    output: FirmNoticeOut,
    read: (caller, input) => caller.notices.get(input),
    formats: json,
  }),
];

export const OWN_ROUTES: readonly ReadRoute[] = [
  ...FIRM,
  ...TELLING,
  defineRoute({
    path: "/keys",
    operationId: "listKeys",
    summary:
      "The keys of the account that the key belongs to: what they begin with, never the keys",
    tag: "keys",
    isPersonal: true,
    input: ListKeysInput,
    output: ListKeysOutput,
    read: (caller, input) => caller.keys.list(input),
    formats: json,
  }),
];
