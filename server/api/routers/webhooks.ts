import { z } from "zod";
import { changeEndpoint } from "#server/services/webhooks/change-endpoint.ts";
import { enableEndpoint } from "#server/services/webhooks/enable-endpoint.ts";
import { endEndpoint } from "#server/services/webhooks/end-endpoint.ts";
import { ChangeEndpointInput, OfEndpoint } from "#server/services/webhooks/endpoint-input.ts";
import { getEndpoint, listEndpoints } from "#server/services/webhooks/list-endpoints.ts";
import { listNotices } from "#server/services/webhooks/list-notices.ts";
import {
  ReplayFailedInput,
  ReplayOneInput,
  replayFailed,
  replayNotice,
} from "#server/services/webhooks/replay-notices.ts";
import {
  PrivateNetworksInput,
  setPrivateNetworks,
} from "#server/services/webhooks/set-private-networks.ts";
import { TestInput, testEndpoint } from "#server/services/webhooks/test-endpoint.ts";
import { serviceContext } from "../context.ts";
import { InstantOut } from "../public/shared.ts";
import { LoggedNoticeOut, WebhookEndpointOut } from "../public/webhook.ts";
import { procedure, router } from "../trpc.ts";
import { NoticeDone } from "./notices.ts";

const MAX_PAGE = 100;
export const EndpointDone = z.object({ endpointId: z.string() });
export const ReplayedOut = z.object({ replayed: z.number() });

/** A firm's webhooks. What tells a secret has no procedure: the page's actions and the REST face add one and rotate. */
export const webhooksRouter = router({
  list: procedure
    .input(z.strictObject({ firmId: z.uuid().optional() }))
    .output(z.object({ at: InstantOut, endpoints: z.array(WebhookEndpointOut) }))
    .query(async ({ ctx, input }) => {
      const service = serviceContext(ctx);
      return { at: service.now, endpoints: await listEndpoints(service, input) };
    }),

  get: procedure
    .input(OfEndpoint)
    .output(WebhookEndpointOut)
    .query(({ ctx, input }) => getEndpoint(serviceContext(ctx), input)),

  /** Notices of one endpoint with their attempts, newest first. */
  log: procedure
    .input(
      OfEndpoint.extend({
        before: z.uuid().nullable().default(null),
        limit: z.number().int().min(1).max(MAX_PAGE).default(50),
      }),
    )
    .output(z.object({ at: InstantOut, notices: z.array(LoggedNoticeOut) }))
    .query(async ({ ctx, input }) => {
      const service = serviceContext(ctx);
      return { at: service.now, notices: await listNotices(service, input) };
    }),

  change: procedure
    .input(ChangeEndpointInput)
    .output(EndpointDone)
    .mutation(({ ctx, input }) => changeEndpoint(serviceContext(ctx), input)),

  end: procedure
    .input(OfEndpoint)
    .output(EndpointDone)
    .mutation(({ ctx, input }) => endEndpoint(serviceContext(ctx), input)),

  enable: procedure
    .input(OfEndpoint)
    .output(EndpointDone)
    .mutation(({ ctx, input }) => enableEndpoint(serviceContext(ctx), input)),

  test: procedure
    .input(TestInput)
    .output(NoticeDone)
    .mutation(({ ctx, input }) => testEndpoint(serviceContext(ctx), input)),

  replay: procedure
    .input(ReplayOneInput)
    .output(NoticeDone)
    .mutation(({ ctx, input }) => replayNotice(serviceContext(ctx), input)),

  replayFailed: procedure
    .input(ReplayFailedInput)
    .output(ReplayedOut)
    .mutation(({ ctx, input }) => replayFailed(serviceContext(ctx), input)),

  /** For admins. */
  setPrivateNetworks: procedure
    .input(PrivateNetworksInput)
    .output(z.object({ firmId: z.string(), networks: z.array(z.string()).readonly() }))
    .mutation(({ ctx, input }) => setPrivateNetworks(serviceContext(ctx), input)),
});
