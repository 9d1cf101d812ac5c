import { randomUUID } from "node:crypto";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import { webhookTasks } from "#server/jobs/webhook-tasks.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { disableEndpoint } from "#server/services/webhooks/disable-endpoint.ts";
import { enableEndpoint } from "#server/services/webhooks/enable-endpoint.ts";
import { type OwnDatabase, test } from "../../support/database.ts";
import { openMailServer } from "../../support/mail-server.ts";
import { NOW } from "../accounts/builders.ts";
import { addFirm, addMember, as } from "./builders.ts";

async function disabledEndpoint({ db }: OwnDatabase) {
  const firmId = await addFirm(db, []);
  const owner = await addMember(db, firmId);
  await addMember(db, firmId, "viewer");
  const input = { id: randomUUID(), url: "https://hooks.example.org/a-secret-path" };
  const { endpointId } = await addEndpoint(as(owner, db), input);
  for (let i = 0; i < 2; i += 1) {
    await db.transaction((tx) => disableEndpoint(tx, { endpointId, reason: "gone", now: NOW }));
  }
  return { owner, endpointId };
}

async function work({ db, url }: OwnDatabase, smtpUrl: string | null): Promise<void> {
  const mail = { smtpUrl, publicUrl: "https://gatewatch.example" };
  const { mail_webhook_disabled } = webhookTasks({ database: db, mail });
  if (mail_webhook_disabled === undefined) throw new Error("no such task");
  const logger = new Logger(() => () => {});
  await runOnce({ connectionString: url, taskList: { mail_webhook_disabled }, logger });
}

describe("mail about a webhook that was switched off", () => {
  test("goes to the owners once, and names its host but not its path", async ({ ownDatabase }) => {
    await disabledEndpoint(ownDatabase);
    const { url, mails, server } = await openMailServer();
    await work(ownDatabase, url);
    await work(ownDatabase, url);
    server.close();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain("hooks.example.org is switched off: it answered 410");
    expect(mails[0]).toContain("https://gatewatch.example/firm/webhooks");
    expect(mails[0]).not.toContain("a-secret-path");
  });

  test("does not go when it has been switched on meanwhile, and nowhere without a mail server", async ({
    ownDatabase,
  }) => {
    const { owner, endpointId } = await disabledEndpoint(ownDatabase);
    await enableEndpoint(as(owner, ownDatabase.db), { endpointId });
    const { url, mails, server } = await openMailServer();
    await work(ownDatabase, url);
    server.close();
    expect(mails).toEqual([]);
    await expect(work(ownDatabase, null)).resolves.toBeUndefined();
  });
});
