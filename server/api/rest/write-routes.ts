/** Every write of the REST face but reports, their photos and SMS, which have ways of their own. */
import type { z } from "zod";
import { WatchInput } from "#server/domain/watch.ts";
import { AddOwnKeyInput, addOwnKey, revokeOwnKey } from "#server/services/accounts/own-keys.ts";
import { DryRunInput, dryRunWatch } from "#server/services/watches/dry-run.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { renewFeed } from "#server/services/watches/renew-feed.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { replayFirmNotice } from "#server/services/webhooks/replay-notices.ts";
import { NewKeyOut } from "../public/key.ts";
import { DryRunOut } from "../public/watch.ts";
import { KeyDone, OfKey } from "../routers/keys.ts";
import { NoticeDone, OfNotice } from "../routers/notices.ts";
import { OfWatch, SavedWatch, toDryRunOut, WatchDone } from "../routers/watches.ts";
import { WEBHOOK_WRITES } from "./webhook-writes.ts";
import { defineWrite, NO_BODY, type WriteRoute } from "./write-route.ts";

const SUBJECT = { kind: "crossing", crossing: "torkham" } as const;
const RULE = {
  kind: "state",
  on: ["closed", "first_movement"],
  direction: "PK-AF",
  mode: "truck",
} satisfies z.input<typeof WatchInput>["rule"];

const WATCHES: readonly WriteRoute[] = [
  defineWrite({
    method: "POST",
    path: "/watches/dry-run",
    operationId: "dryRunWatch",
    summary: "What a rule would have sent over a past period; nothing is saved",
    description:
      "Without `from` and `to`: October to December 2025 on the clock of the firm, when every crossing between Pakistan and Afghanistan closed. A rule that could never fire, or always would, is refused as it would be when it is saved.",
    tag: "watches",
    scope: "watches:write",
    parameters: NO_BODY,
    body: DryRunInput.meta({ id: "DryRunInput" }),
    example: { subject: SUBJECT, rule: RULE },
    output: DryRunOut,
    answers: { 200: "The messages" },
    refusals: [],
    write: async (ctx, input) => toDryRunOut(await dryRunWatch(ctx, input)),
  }),
  defineWrite({
    method: "PUT",
    path: "/watches/{watchId}",
    operationId: "saveWatch",
    summary: "Make a watch, or change it",
    description:
      "The id is made by the sender: the same watch sent twice is one. Another subject or rule begins anew from how things stand; another timing or channel goes on with what waits. By mail a firm tells its own members; a webhook is made first.",
    tag: "watches",
    scope: "watches:write",
    parameters: OfWatch,
    body: WatchInput.omit({ id: true }).meta({ id: "WatchInput" }),
    example: { name: "Torkham trucks", subject: SUBJECT, rule: RULE, channel: { kind: "feed" } },
    output: SavedWatch,
    answers: { 200: "Changed", 201: "Made" },
    refusals: [409],
    isNew: ({ isNew }) => isNew,
    write: (ctx, { watchId, ...wish }) => saveWatch(ctx, { ...wish, id: watchId }),
  }),
  defineWrite({
    method: "DELETE",
    path: "/watches/{watchId}",
    operationId: "endWatch",
    summary: "End a watch",
    description: "What of it has not left yet is dropped. Ended before is a success.",
    tag: "watches",
    scope: "watches:write",
    parameters: OfWatch,
    body: NO_BODY,
    example: null,
    output: WatchDone,
    answers: { 200: "Ended" },
    refusals: [404],
    write: (ctx, { watchId }) => endWatch(ctx, { id: watchId }),
  }),
  defineWrite({
    method: "POST",
    path: "/watches/{watchId}/feed",
    operationId: "renewWatchFeed",
    summary: "Make the address of a watch's feed anew, when somebody has it who should not",
    description:
      "The address before leads nowhere from then on; `feedUrl` of the watch is the new one. Sent again it makes another. A watch that tells otherwise than by a feed is a conflict.",
    tag: "watches",
    scope: "watches:write",
    parameters: OfWatch,
    body: NO_BODY,
    example: null,
    output: WatchDone,
    answers: { 200: "Made" },
    refusals: [404, 409],
    write: (ctx, { watchId }) => renewFeed(ctx, { id: watchId }),
  }),
];

const NOTICES: readonly WriteRoute[] = [
  defineWrite({
    method: "POST",
    path: "/notices/{noticeId}/replay",
    operationId: "replayNotice",
    summary: "Send a notice to its webhook again, under the same `webhook-id`",
    description: "Whether it was taken or not. One that waits, or went by mail, is a conflict.",
    tag: "notices",
    scope: "watches:write",
    parameters: OfNotice,
    body: NO_BODY,
    example: null,
    output: NoticeDone,
    answers: { 200: "It waits to be sent" },
    refusals: [404, 409],
    write: replayFirmNotice,
  }),
];

const KEYS: readonly WriteRoute[] = [
  defineWrite({
    method: "POST",
    path: "/keys",
    operationId: "addKey",
    summary: "Make a key of one's own, which is told this once",
    description:
      "It has no scope that the key which asks has not, and ends no later. Who loses the answer makes another and revokes the first.",
    tag: "keys",
    scope: "keys:write",
    parameters: NO_BODY,
    body: AddOwnKeyInput.meta({ id: "KeyInput" }),
    example: { label: "dispatch", scopes: ["keys:write"], days: 30 },
    output: NewKeyOut,
    answers: { 201: "Made; `key` is shown this once" },
    refusals: [409],
    write: addOwnKey,
  }),
  defineWrite({
    method: "DELETE",
    path: "/keys/{keyId}",
    operationId: "revokeKey",
    summary: "Revoke a key of one's own, which may be the one that asks",
    description: "Within seconds it works nowhere. Revoked before is a success.",
    tag: "keys",
    scope: "keys:write",
    parameters: OfKey,
    body: NO_BODY,
    example: null,
    output: KeyDone,
    answers: { 200: "Revoked" },
    refusals: [404],
    write: revokeOwnKey,
  }),
];

export const WRITE_ROUTES: readonly WriteRoute[] = [
  ...WATCHES,
  ...WEBHOOK_WRITES,
  ...NOTICES,
  ...KEYS,
];
