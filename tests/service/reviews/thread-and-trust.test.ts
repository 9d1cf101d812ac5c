import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { addMs } from "#server/domain/time.ts";
import { getFieldHome } from "#server/services/reports/get-field-home.ts";
import { listOwnReports } from "#server/services/reports/list-reports.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { listQueue } from "#server/services/reviews/list-queue.ts";
import { listTrust } from "#server/services/reviews/list-trust.ts";
import { lockReport } from "#server/services/reviews/report-lock.ts";
import { answerDesk, askReporter, listMessages } from "#server/services/reviews/report-thread.ts";
import { publishReport } from "#server/services/reviews/review-report.ts";
import { setTrust } from "#server/services/reviews/set-trust.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const at = (database: Database, actor: Actor | null, minutes = 0) => ({
  actor,
  database,
  now: addMs(NOW, minutes * 60_000),
});
const message = (id: string, text: string) => ({ id, messageId: randomUUID(), text });

async function asked(db: Database) {
  const reporter = await addAccount(db, "reporter");
  const desk = await addAccount(db, "verifier");
  const { id } = await submitReport(at(db, reporter), closedReport());
  return { reporter, desk, id };
}

describe("asking back", () => {
  test("the phone hears what is asked until it is answered or the report decided", async ({
    loaded: { db },
  }) => {
    const { reporter, desk, id } = await asked(db);
    const other = await addAccount(db, "reporter");
    const heard = async (actor: Actor, minutes: number) => {
      const input = { limit: 30, present: [] };
      const { questions } = await getFieldHome(at(db, actor, minutes), input);
      return questions.map(({ reportId, text }) => [reportId, text]);
    };
    expect(await heard(reporter, 0)).toEqual([]);
    await askReporter(at(db, desk, 1), message(id, "Both gates?"));
    await askReporter(at(db, desk, 2), message(id, "And since when?"));
    expect(await heard(reporter, 3)).toEqual([[id, "And since when?"]]);
    expect(await heard(other, 3)).toEqual([]);
    await answerDesk(at(db, reporter, 4), message(id, "Both, since noon"));
    expect(await heard(reporter, 5)).toEqual([]);
    await askReporter(at(db, desk, 6), message(id, "Noon here?"));
    expect(await heard(reporter, 7)).toHaveLength(1);
    await publishReport(at(db, desk, 8), { id });
    expect(await heard(reporter, 9)).toEqual([]);
  });

  test("the report is in review, the reporter reads and answers, the desk sees the answer", async ({
    loaded: { db },
  }) => {
    const { reporter, desk, id } = await asked(db);
    const question = message(id, "Did you count yourself?");
    await askReporter(at(db, desk, 1), question);
    await askReporter(at(db, desk, 1), question);
    const own = await listOwnReports(at(db, reporter, 2), { limit: 1 });
    expect(own.reports).toMatchObject([{ id, review: "in_review" }]);
    const read = await listMessages(at(db, reporter, 2), { id });
    expect(read.messages).toMatchObject([
      { isFromDesk: true, text: "Did you count yourself?", writerName: null },
    ]);
    await answerDesk(at(db, reporter, 3), message(id, "Yes, at the gate"));
    const thread = await listMessages(at(db, desk, 4), { id });
    expect(thread.messages.map(({ text, writerName }) => [text, writerName])).toEqual([
      ["Did you count yourself?", "Real Name"],
      ["Yes, at the gate", "Real Name"],
    ]);
    const { items } = await listQueue(at(db, desk, 4));
    expect(items).toMatchObject([
      { id, review: "in_review", messages: 2, answeredAt: addMs(NOW, 180_000) },
    ]);
    const events = await db.execute(
      sql`select state from review_events where report_id = ${id}::uuid`,
    );
    expect([...events]).toEqual([{ state: "in_review" }]);
    expect(await publishReport(at(db, desk, 5), { id })).toMatchObject({ review: "published" });
  });

  test("somebody else's report has no thread for a reporter, nor for the public", async ({
    loaded: { db },
  }) => {
    const { desk, id } = await asked(db);
    await askReporter(at(db, desk, 1), message(id, "Where did you stand?"));
    const other = await addAccount(db, "reporter");
    await expect(listMessages(at(db, other), { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(answerDesk(at(db, other), message(id, "me"))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(answerDesk(at(db, desk), message(id, "me"))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listMessages(at(db, null), { id })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(listMessages(at(db, desk), { id: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a reporter may not ask, an empty word is none, and after a decision nobody writes", async ({
    loaded: { db },
  }) => {
    const { reporter, desk, id } = await asked(db);
    await expect(askReporter(at(db, reporter), message(id, "why"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(askReporter(at(db, desk), message(id, "  "))).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await listQueue(at(db, desk, 1))).items).toMatchObject([{ review: "received" }]);
    await publishReport(at(db, desk, 1), { id });
    await expect(askReporter(at(db, desk, 2), message(id, "more"))).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(answerDesk(at(db, reporter, 2), message(id, "more"))).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("whoever does not hold the lock does not ask", async ({ loaded: { db } }) => {
    const { desk, id } = await asked(db);
    const second = await addAccount(db, "admin");
    await lockReport(at(db, second), { id, breaks: false });
    await expect(askReporter(at(db, desk, 1), message(id, "Hello"))).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("trust", () => {
  test("set by an admin it decides whether a report waits, and is written down once", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const admin = await addAccount(db, "admin");
    const input = { accountId: reporter.accountId, crossingId: "torkham", isTrusted: true };
    expect((await submitReport(at(db, reporter), closedReport())).review).toBe("received");
    await setTrust(at(db, admin), input);
    await setTrust(at(db, admin), input);
    expect((await listTrust(at(db, admin))).rows).toMatchObject([input]);
    expect((await submitReport(at(db, reporter, 1), closedReport())).review).toBe("published");
    const audit = await db.execute(
      sql`select account_id, subject, details from audit_events where action = 'trust.set'`,
    );
    expect([...audit]).toEqual([
      {
        account_id: admin.accountId,
        subject: reporter.accountId,
        details: { crossingId: "torkham", isTrusted: true },
      },
    ]);
    await setTrust(at(db, admin, 2), { ...input, isTrusted: false });
    expect((await submitReport(at(db, reporter, 3), closedReport())).review).toBe("received");
  });

  test("a verifier may not set it, and a crossing that is not theirs is none", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const verifier = await addAccount(db, "verifier");
    const admin = await addAccount(db, "admin");
    const input = { accountId: reporter.accountId, crossingId: "torkham", isTrusted: true };
    await expect(setTrust(at(db, verifier), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listTrust(at(db, verifier))).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      setTrust(at(db, admin), { ...input, crossingId: "kharlachi" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
