/** Writes of webhooks. What makes a secret tells it once, in the answer, and keeps it sealed. */
import { z } from "zod";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { changeEndpoint } from "#server/services/webhooks/change-endpoint.ts";
import { enableEndpoint } from "#server/services/webhooks/enable-endpoint.ts";
import { endEndpoint } from "#server/services/webhooks/end-endpoint.ts";
import {
  AddEndpointInput,
  ChangeEndpointInput,
  OfEndpoint,
} from "#server/services/webhooks/endpoint-input.ts";
import { replayFailed } from "#server/services/webhooks/replay-notices.ts";
import { rotateSecret } from "#server/services/webhooks/rotate-secret.ts";
import { TestInput, testEndpoint } from "#server/services/webhooks/test-endpoint.ts";
import { InstantIn } from "../inputs.ts";
import { NewSecretOut, NewWebhookOut } from "../public/webhook.ts";
import { NoticeDone } from "../routers/notices.ts";
import { EndpointDone, ReplayedOut } from "../routers/webhooks.ts";
import { defineWrite, NO_BODY, type WriteRoute } from "./write-route.ts";

const of = { tag: "webhooks", scope: "watches:write" } as const;
const ONE = "/webhooks/{endpointId}";
const EXAMPLE_ID = "5f0c54c0-8d9e-4f3a-9a55-0d1f6f1f7c11";

export const WEBHOOK_WRITES: readonly WriteRoute[] = [
  defineWrite({
    ...of,
    method: "POST",
    path: "/webhooks",
    operationId: "addWebhook",
    summary: "Add a webhook; its secret is told this once",
    description:
      "The id is made by the sender. Sent again under the same id it makes nothing and tells no secret: who lost the first answer makes a new secret.",
    parameters: NO_BODY,
    body: AddEndpointInput.omit({ firmId: true }).meta({ id: "WebhookInput" }),
    example: { id: EXAMPLE_ID, url: "https://hooks.example.org/gatewatch" },
    output: NewWebhookOut,
    answers: { 200: "It was there; `secret` is null", 201: "Added; `secret` is shown this once" },
    refusals: [409],
    isNew: ({ secret }) => secret !== null,
    write: addEndpoint,
  }),
  defineWrite({
    ...of,
    method: "PATCH",
    path: ONE,
    operationId: "changeWebhook",
    summary: "Change a webhook's address or the types of event that it wants",
    description: "What is left out stays. What waits goes to the new address.",
    parameters: OfEndpoint,
    body: ChangeEndpointInput.omit({ endpointId: true }).meta({ id: "WebhookChange" }),
    example: { eventTypes: ["crossing.state.changed", "crossing.movement.seen"] },
    output: EndpointDone,
    answers: { 200: "Changed" },
    refusals: [404],
    write: changeEndpoint,
  }),
  defineWrite({
    ...of,
    method: "DELETE",
    path: ONE,
    operationId: "endWebhook",
    summary: "End a webhook for good",
    description: "What waits for it is dropped, its secrets are deleted, its log stays.",
    parameters: OfEndpoint,
    body: NO_BODY,
    example: null,
    output: EndpointDone,
    answers: { 200: "Ended" },
    refusals: [404],
    write: endEndpoint,
  }),
  defineWrite({
    ...of,
    method: "POST",
    path: `${ONE}/secret`,
    operationId: "rotateWebhookSecret",
    summary: "Make a new secret, which is told this once",
    description: "The one before signs beside it for a day. At most three sign at a time.",
    parameters: OfEndpoint,
    body: NO_BODY,
    example: null,
    output: NewSecretOut,
    answers: { 201: "Made; `secret` is shown this once" },
    refusals: [404],
    write: rotateSecret,
  }),
  defineWrite({
    ...of,
    method: "POST",
    path: `${ONE}/test`,
    operationId: "testWebhook",
    summary: "Send a test",
    description:
      "A notice of type `webhook.test`, whatever types are chosen; the id is the sender's, and the answer stands in the log.",
    parameters: OfEndpoint,
    body: TestInput.omit({ endpointId: true }),
    example: { id: EXAMPLE_ID },
    output: NoticeDone,
    answers: { 200: "It waits to be sent, or was sent before" },
    refusals: [404, 409],
    write: testEndpoint,
  }),
  defineWrite({
    ...of,
    method: "POST",
    path: `${ONE}/enable`,
    operationId: "enableWebhook",
    summary: "Switch a webhook on again, or end its pause",
    parameters: OfEndpoint,
    body: NO_BODY,
    example: null,
    output: EndpointDone,
    answers: { 200: "It is on" },
    refusals: [404],
    write: enableEndpoint,
  }),
  defineWrite({
    ...of,
    method: "POST",
    path: `${ONE}/replay`,
    operationId: "replayFailed",
    summary: "Send again all that failed since an instant, oldest first",
    description: "At most a thousand at a time: as many replayed means that there may be more.",
    parameters: OfEndpoint,
    body: z.strictObject({ since: InstantIn }),
    example: { since: "2025-10-12T00:00:00Z" },
    output: ReplayedOut,
    answers: { 200: "They wait to be sent" },
    refusals: [404, 409],
    write: replayFailed,
  }),
];
