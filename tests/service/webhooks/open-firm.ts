import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { onTestFinished } from "vitest";
import { fromMs } from "#server/domain/time.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import {
  createWebhookDelivery,
  type WebhookSettings,
} from "#server/services/webhooks/deliver-notice.ts";
import { listEndpoints } from "#server/services/webhooks/list-endpoints.ts";
import { listNotices } from "#server/services/webhooks/list-notices.ts";
import type { OwnDatabase } from "../../support/database.ts";
import { openReceiver } from "../../support/webhook-receiver.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { addFirm, addMember, addNotice, as } from "./builders.ts";

/** A firm with a webhook, its own system behind it, and a clock that the test moves. */
export async function openFirm({ db, url }: OwnDatabase, more: Partial<WebhookSettings> = {}) {
  const receiver = await openReceiver();
  onTestFinished(() => receiver.close());
  const firmId = await addFirm(db);
  const owner = await addMember(db, firmId);
  // The library holds a signature against the machine's clock, so the test begins there.
  const clock = { ms: Date.now() };
  const settings: WebhookSettings = {
    database: db,
    authSecret: AUTH_SECRET,
    publicUrl: "https://gatewatch.example",
    nowMs: () => clock.ms,
    isExercise: false,
    random: () => 0,
    ...more,
  };
  const deliver = createWebhookDelivery(settings);
  const ctx = () => as(owner, db, fromMs(clock.ms));
  const added = await addEndpoint(ctx(), { id: randomUUID(), url: receiver.url });
  const { endpointId } = added;
  receiver.secrets = [added.secret ?? ""];
  return {
    db,
    url,
    receiver,
    firmId,
    owner,
    clock,
    settings,
    deliver,
    ctx,
    endpointId,
    add: (type?: Parameters<typeof addNotice>[2]) =>
      addNotice(db, endpointId, { at: fromMs(clock.ms), ...type }),
    log: async (noticeId: string) =>
      (await listNotices(ctx(), { endpointId, before: null, limit: 100 })).find(
        ({ id }) => id === noticeId,
      ),
    endpoint: async () => (await listEndpoints(ctx()))[0],
    /** When the job of a notice runs next; null: it has none. */
    runsAt: async (noticeId: string) => {
      const [row] = await db.execute<{ at: string }>(
        sql`select run_at::text as at from graphile_worker.jobs where key = ${`notice:${noticeId}`}`,
      );
      return row === undefined ? null : Date.parse(row.at);
    },
  };
}
