import { randomUUID } from "node:crypto";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import { senderAddress } from "#server/jobs/mail.ts";
import { timeTasks } from "#server/jobs/time-tasks.ts";
import { takeReminders } from "#server/services/reminders/list-reminders.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { passCrossingTime } from "#server/services/status/pass-time.ts";
import type { OwnDatabase } from "../../support/database.ts";
import { openMailServer } from "../../support/mail-server.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

async function fallSilent({ db }: OwnDatabase) {
  const actor = await addAccount(db, "reporter", { trusted: true });
  await submitReport({ actor, database: db, now: NOW }, closedReport(randomUUID()));
  await passCrossingTime(db, "torkham", addMs(NOW, 500 * HOUR_MS));
  return actor;
}

async function work({ db, url }: OwnDatabase, smtpUrl: string | null): Promise<void> {
  const mail = { smtpUrl, publicUrl: "https://gatewatch.example" };
  const tasks = timeTasks({ database: db, nowMs: () => Date.parse(NOW), mail });
  const { mail_reminder } = tasks;
  if (mail_reminder === undefined) throw new Error("no such task");
  const logger = new Logger(() => () => {});
  await runOnce({ connectionString: url, taskList: { mail_reminder }, logger });
}

describe("mail about a silence", () => {
  test("goes to its reporter once, and says neither the place nor anything reported", async ({
    loaded,
  }) => {
    const actor = await fallSilent(loaded);
    const { url, mails, server } = await openMailServer();
    await work(loaded, url);
    await work(loaded, url);
    server.close();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(`To: ${actor.accountId}@example.org`);
    expect(mails[0]).toContain("https://gatewatch.example/report");
    expect(mails[0]).not.toMatch(/torkham|closed|\b107\b|Real Name/i);
  });

  test("does not go to who has seen the reminder, and nowhere without a mail server", async ({
    loaded,
  }) => {
    const actor = await fallSilent(loaded);
    await takeReminders({ actor, database: loaded.db, now: addMs(NOW, 501 * HOUR_MS) });
    const { url, mails, server } = await openMailServer();
    await work(loaded, url);
    server.close();
    expect(mails).toEqual([]);
    await expect(work(loaded, null)).resolves.toBeUndefined();
  });

  test("comes from the account at the mail server, else from Gatewatch's own host", () => {
    const publicUrl = "https://gatewatch.example";
    expect(senderAddress("smtps://desk%40example.org:pw@mail.example", publicUrl)).toBe(
      "desk@example.org",
    );
    expect(senderAddress("smtp://mail.example", publicUrl)).toBe("gatewatch@gatewatch.example");
  });
});
