import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { PARKED_LEFT } from "#server/domain/watch.ts";
import { createMailDelivery } from "#server/jobs/notice-mail.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { judgeCrossing } from "#server/services/watches/judge-watch.ts";
import { listWatches } from "#server/services/watches/list-watches.ts";
import { createMailWatches } from "#server/services/watches/mail-watches.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { isLinkToken } from "#server/services/watches/signed-link.ts";
import { type MailReceiver, openMailReceiver } from "../../support/mail-receiver.ts";
import { addAccount, closedReport, test as loadedTest, NOW } from "../../support/reports.ts";
import { addFirm, addMember, asDispatcher, wish } from "./builders.ts";

const AUTH_SECRET = "a secret of thirty-two characters";
const test = loadedTest.extend<{ receiver: MailReceiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  receiver: async ({}, use) => {
    const receiver = await openMailReceiver();
    await use(receiver);
    await receiver.close();
  },
});

const NoticeRow = z.object({ id: z.string(), state: z.string(), attempts: z.number() });
const readNotices = (db: Database) =>
  selectRows(db, NoticeRow, sql`select id, state, attempts from notices order by created_at, id`);

/** A firm's watch by mail, and the notice of a closure that it has told. */
async function told(db: Database, over: object = {}) {
  const firm = await addFirm(db);
  const email = `${firm.dispatcher.accountId}@example.org`;
  const input = wish({ channel: { kind: "email", email }, ...over });
  await saveWatch(asDispatcher(firm, db), input);
  const actor = await addAccount(db, "reporter", { trusted: true });
  const at = addMs(NOW, MINUTE_MS);
  await submitReport(
    { actor, database: db, now: at },
    closedReport(randomUUID(), { observedAt: at }),
  );
  expect(await judgeCrossing(db, "torkham", at)).toBe(1);
  const [notice] = await readNotices(db);
  return { firm, email, input, noticeId: notice?.id ?? "" };
}

const mailer = (db: Database, smtpUrl: string | null) =>
  createMailDelivery({
    database: db,
    authSecret: AUTH_SECRET,
    publicUrl: "https://gatewatch.example",
    smtpUrl,
    nowMs: () => Date.parse(NOW),
  });

describe("a notice by mail", () => {
  test("says what, as of when, by whose word, where to look and how to stop it; once", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId, email, input } = await told(db);
    const deliver = mailer(db, receiver.url);
    await deliver(noticeId);
    await deliver(noticeId);
    expect(receiver.mails).toHaveLength(1);
    const [mail] = receiver.mails;
    expect(mail?.to).toBe(email);
    expect(mail?.headers.get("subject")).toBe(
      "Torkham: Closed: Trucks, Pakistan to Afghanistan; Trucks, Afghanistan to Pakistan",
    );
    expect(mail?.headers.get("message-id")).toBe(`<${noticeId}@gatewatch.example>`);
    expect(mail?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const stop = new URL(mail?.headers.get("list-unsubscribe")?.slice(1, -1) ?? "");
    expect(stop.pathname).toBe("/api/unsubscribe");
    const token = stop.searchParams.get("token") ?? "";
    const link = { id: input.id, boundTo: email, token };
    expect(isLinkToken(AUTH_SECRET, { use: "stop", ...link })).toBe(true);
    expect(isLinkToken(AUTH_SECRET, { use: "confirm", ...link })).toBe(false);
    expect(mail?.text).toContain("As of 22 Nov 2026, 21:01 UTC+5. Source: observer-");
    expect(mail?.text).toContain("https://gatewatch.example/crossings/torkham");
    expect(mail?.text).toContain("https://gatewatch.example/watch/stop?");
    expect(mail?.text).not.toMatch(/Real Name|my phone/);
    expect(await readNotices(db)).toMatchObject([{ state: "sent", attempts: 1 }]);
  });

  test("is written in the language of its watch", async ({ loaded: { db }, receiver }) => {
    const { noticeId } = await told(db);
    for (const locale of ["ur", "ps", "fa-AF"]) {
      await db.execute(sql`update watches set locale = ${locale}`);
      await mailer(db, receiver.url)(noticeId);
      await db.execute(sql`delete from deliveries`);
      await db.execute(sql`update notices set state = 'waiting', attempts = 0`);
    }
    const texts = receiver.mails.map(({ text }) => text);
    expect(texts[0]).toMatch(/بند: ٹرک، پاکستان سے افغانستان/);
    expect(texts[1]).toMatch(/تړلې: لارۍ، له .+ څخه .+ ته/);
    expect(texts[2]).toMatch(/بسته: لاری‌ها، از پاکستان به افغانستان/);
    expect(texts[0]).toContain("https://gatewatch.example/ur/crossings/torkham");
  });

  test("tells times by the firm's clocks, to Afghan readers in both calendars", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId } = await told(db, { locale: "fa-AF" });
    await db.execute(sql`update firms set time_zone = 'Asia/Kabul'`);
    await mailer(db, receiver.url)(noticeId);
    expect(receiver.mails[0]?.text).toContain("۱ قوس ۱۴۰۵ (۲۲ نومبر ۲۰۲۶)، ۲۰:۳۱ UTC+4:30");
    expect(receiver.mails[0]?.text).not.toMatch(/2026|16:01/);
  });

  test("tells the public times by the clocks of both sides of the crossing", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId } = await told(db);
    await db.execute(sql`update watches set firm_id = null`);
    await mailer(db, receiver.url)(noticeId);
    expect(receiver.mails[0]?.text).toMatch(
      /As of 22 Nov 2026, (21:01 UTC\+5 \/ 20:31 UTC\+4:30|20:31 UTC\+4:30 \/ 21:01 UTC\+5)\. /,
    );
  });

  test("parks the watches of an address that bounces, with the reason", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId, firm, input } = await told(db);
    receiver.refuseWith(550);
    await mailer(db, receiver.url)(noticeId);
    expect(await readNotices(db)).toMatchObject([{ state: "failed", attempts: 1 }]);
    const { watches } = await listWatches(asDispatcher(firm, db));
    expect(watches).toMatchObject([
      { parkedAt: NOW, parkedReason: expect.stringMatching(/550.*no such mailbox/) },
    ]);
    expect(await judgeCrossing(db, "torkham", addMs(NOW, 5 * MINUTE_MS))).toBe(0);
    await saveWatch(asDispatcher(firm, db), input);
    const { watches: again } = await listWatches(asDispatcher(firm, db));
    expect(again).toMatchObject([{ parkedAt: null, parkedReason: null }]);
  });

  test("is tried again when it could not be taken now, and not without end", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId } = await told(db);
    const deliver = mailer(db, receiver.url);
    receiver.refuseWith(451);
    await expect(deliver(noticeId)).rejects.toThrow("did not leave");
    expect(await readNotices(db)).toMatchObject([{ state: "waiting", attempts: 1 }]);
    receiver.refuseWith(null);
    await deliver(noticeId);
    expect(receiver.mails).toHaveLength(1);
    expect(await readNotices(db)).toMatchObject([{ state: "sent", attempts: 2 }]);
    await db.execute(sql`update notices set state = 'waiting', attempts = 9`);
    receiver.refuseWith(451);
    await deliver(noticeId);
    expect(await readNotices(db)).toMatchObject([{ state: "failed", attempts: 10 }]);
  });

  test("does not leave for an account that was disabled, and the firm sees why", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId, firm } = await told(db);
    const owner = await addMember(db, firm.firmId, "owner");
    const { accountId } = firm.dispatcher;
    await db.execute(sql`update accounts set disabled_at = now() where id = ${accountId}::uuid`);
    await mailer(db, receiver.url)(noticeId);
    expect(receiver.mails).toEqual([]);
    expect(await readNotices(db)).toMatchObject([{ state: "dropped" }]);
    const { watches } = await listWatches({ ...asDispatcher(firm, db), actor: owner });
    expect(watches).toMatchObject([{ parkedReason: PARKED_LEFT }]);
  });

  test("stops its watch by the link in it, which is written down and good for its reader alone", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId, firm, input } = await told(db);
    const owner = await addMember(db, firm.firmId, "owner");
    const stops = createMailWatches({ database: db, authSecret: AUTH_SECRET, now: () => NOW });
    const linkOf = (i: number) => {
      const url = new URL(receiver.mails[i]?.headers.get("list-unsubscribe")?.slice(1, -1) ?? "");
      return { id: url.searchParams.get("id"), token: url.searchParams.get("token") };
    };
    await mailer(db, receiver.url)(noticeId);
    const channel = { kind: "email", email: `${owner.accountId}@example.org` };
    await saveWatch(asDispatcher(firm, db), wish({ ...input, channel }));
    expect(await stops.findStop(linkOf(0))).toBeNull();
    await expect(stops.stop(linkOf(0))).rejects.toThrow(/no link of ours/);
    await db.execute(sql`update notices set state = 'waiting', attempts = 1`);
    await mailer(db, receiver.url)(noticeId);
    expect(receiver.mails[1]?.to).toBe(channel.email);
    await stops.stop(linkOf(1));
    await stops.stop(linkOf(1));
    expect((await listWatches(asDispatcher(firm, db))).watches).toEqual([]);
    const audit = await db.execute(sql`
      select account_id, details from audit_events where action = 'watch.end' and subject = ${input.id}`);
    expect([...audit]).toMatchObject([{ account_id: null, details: { firm: firm.firmId } }]);
  });

  test("does not leave once its watch has ended, nor without a mail server", async ({
    loaded: { db },
    receiver,
  }) => {
    const { noticeId, firm, input } = await told(db);
    await endWatch(asDispatcher(firm, db), { id: input.id });
    await mailer(db, receiver.url)(noticeId);
    expect(receiver.mails).toEqual([]);
    expect(await readNotices(db)).toMatchObject([{ state: "dropped" }]);
    await db.execute(sql`update notices set state = 'waiting'`);
    await db.execute(sql`update watches set ended_at = null`);
    await mailer(db, null)(noticeId);
    expect(await readNotices(db)).toMatchObject([{ state: "failed" }]);
    const { watches } = await listWatches(asDispatcher(firm, db));
    expect(watches).toMatchObject([{ told: 0, toldAt: null, waiting: 0, failed: 1 }]);
  });
});
