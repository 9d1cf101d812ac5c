import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { describe, expect } from "vitest";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { addMs, DAY_MS, fromMs, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import { watchTasks } from "#server/jobs/watch-tasks.ts";
import { createMailWatches } from "#server/services/watches/mail-watches.ts";
import { forgetRequests } from "#server/services/watches/request-mail.ts";
import { linkToken } from "#server/services/watches/signed-link.ts";
import type { OwnDatabase } from "../../support/database.ts";
import { type MailReceiver, openMailReceiver } from "../../support/mail-receiver.ts";
import { test as loadedTest } from "../../support/reports.ts";

const AUTH_SECRET = "a secret of thirty-two characters";
const NOW = fromMs(Date.now());
const test = loadedTest.extend<{ receiver: MailReceiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  receiver: async ({}, use) => {
    const receiver = await openMailReceiver();
    await use(receiver);
    await receiver.close();
  },
});

const at = ({ db }: OwnDatabase, now = NOW) =>
  createMailWatches({ database: db, authSecret: AUTH_SECRET, now: () => now });

const wanted = (over: object = {}) => ({
  email: "Reader@Example.org",
  crossing: "torkham",
  locale: "en",
  address: "192.0.2.1",
  ...over,
});

async function work({ db, url }: OwnDatabase, receiver: MailReceiver): Promise<void> {
  const mail = { smtpUrl: receiver.url, publicUrl: "https://gatewatch.example" };
  const taskList = watchTasks({ database: db, nowMs: Date.now, authSecret: AUTH_SECRET, mail });
  await runOnce({ connectionString: url, taskList, logger: new Logger(() => () => {}) });
}

const WatchRow = z.object({ id: z.string(), email: z.string(), is_ended: z.boolean() });
const readWatches = ({ db }: OwnDatabase) =>
  selectRows(db, WatchRow, sql`select id, email, ended_at is not null as is_ended from watches`);

/** What the link in a mail holds. */
function linkIn(text: string | undefined, path: string) {
  const url = new URL(/https:\S+/.exec(text ?? "")?.[0] ?? "https://none");
  expect(url.pathname).toBe(path);
  return { id: url.searchParams.get("id"), token: url.searchParams.get("token") };
}

describe("a watch by e-mail alone", () => {
  test("begins when whoever reads the mail confirms it, and ends by one press", async ({
    loaded,
    receiver,
  }) => {
    await at(loaded).request(wanted());
    await work(loaded, receiver);
    await work(loaded, receiver);
    expect(receiver.mails.map(({ to }) => to)).toEqual(["reader@example.org"]);
    expect(await readWatches(loaded)).toEqual([]);
    const link = linkIn(receiver.mails[0]?.text, "/watch/confirm");
    // A scanner that follows the link confirms nothing.
    expect(await at(loaded).findRequest(link)).toEqual({ crossingId: "torkham" });
    expect(await readWatches(loaded)).toEqual([]);
    const forged = { ...link, token: `A${link.token?.slice(1)}` };
    await expect(at(loaded).confirm(forged)).rejects.toThrow("older than two days");
    await at(loaded).confirm(link);
    await at(loaded).confirm(link);
    const [watch, ...others] = await readWatches(loaded);
    expect(others).toEqual([]);
    expect(watch).toMatchObject({ email: "reader@example.org", is_ended: false });
    await expect(at(loaded).stop(link)).rejects.toThrow("no link of ours");
    const stop = {
      id: watch?.id,
      token: linkToken(AUTH_SECRET, { use: "stop", id: watch?.id ?? "" }),
    };
    expect(await at(loaded).findStop(stop)).toEqual({ name: "Torkham", isEnded: false });
    await at(loaded).stop(stop);
    await at(loaded).stop(stop);
    expect(await readWatches(loaded)).toEqual([{ id: watch?.id, email: "", is_ended: true }]);
  });

  test("asks each address once a day at most, whoever asks, and answers alike", async ({
    loaded,
    receiver,
  }) => {
    for (let i = 0; i < 5; i += 1) {
      const crossing = i % 2 === 0 ? "torkham" : "chaman-spin-boldak";
      const asked = at(loaded).request(wanted({ address: `192.0.2.${i}`, crossing }));
      expect(await asked).toBeUndefined();
    }
    const both = wanted({ email: "two@example.org" });
    await Promise.all([at(loaded).request(both), at(loaded).request(both)]);
    await work(loaded, receiver);
    expect(receiver.mails.map(({ to }) => to).sort()).toEqual([
      "reader@example.org",
      "two@example.org",
    ]);
    await at(loaded, addMs(NOW, DAY_MS + MINUTE_MS)).request(wanted());
    await work(loaded, receiver);
    expect(receiver.mails).toHaveLength(3);
  });

  test("asks again for a mail that never left, or when the last was confirmed", async ({
    loaded,
    receiver,
  }) => {
    // No mail server was set when it was asked for, and the job came to nothing.
    await at(loaded).request(wanted());
    await loaded.db.execute(
      sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`,
    );
    await at(loaded).request(wanted());
    await work(loaded, receiver);
    expect(receiver.mails).toHaveLength(1);
    const other = wanted({ crossing: "chaman-spin-boldak" });
    await at(loaded).request(other);
    await work(loaded, receiver);
    expect(receiver.mails).toHaveLength(1);
    await at(loaded).confirm(linkIn(receiver.mails[0]?.text, "/watch/confirm"));
    await at(loaded).request(other);
    await work(loaded, receiver);
    expect(receiver.mails).toHaveLength(2);
    expect(receiver.mails[1]?.text).toContain("Chaman");
  });

  test("is tried as long as its link would serve", async ({ loaded }) => {
    await at(loaded).request(wanted());
    const [job] = await loaded.db.execute<{ max_attempts: number }>(
      sql`select max_attempts from graphile_worker.jobs where task_identifier = 'mail_watch_request'`,
    );
    expect(job?.max_attempts).toBeGreaterThanOrEqual(17);
  });

  /** A link that was mailed some time ago. */
  async function openLink({ db }: OwnDatabase, crossing: string, email = "reader@example.org") {
    const id = randomUUID();
    await db.execute(sql`
      insert into watch_requests (id, email, crossing_id, locale, source_hash, requested_at, expires_at, mailed_at)
      values (${id}::uuid, ${email}, ${crossing}, 'en', 'somebody', ${NOW}::timestamptz,
        ${addMs(NOW, DAY_MS)}::timestamptz, ${NOW}::timestamptz)`);
    return { id, token: linkToken(AUTH_SECRET, { use: "confirm", id }) };
  }

  test("is one watch, however many links to it are open and pressed at once", async ({
    loaded,
  }) => {
    const links = await Promise.all([1, 2, 3].map(() => openLink(loaded, "torkham")));
    await Promise.all(links.map((link) => at(loaded).confirm(link)));
    expect(await readWatches(loaded)).toHaveLength(1);
    await at(loaded).confirm(await openLink(loaded, "torkham", "other@example.org"));
    expect(await readWatches(loaded)).toHaveLength(2);
  });

  test("goes on when an address that bounced confirms again", async ({ loaded, receiver }) => {
    await at(loaded).confirm(await openLink(loaded, "torkham"));
    await loaded.db.execute(sql`update watches set parked_at = now(), parked_reason = '550'`);
    await at(loaded).request(wanted());
    await work(loaded, receiver);
    await at(loaded).confirm(linkIn(receiver.mails[0]?.text, "/watch/confirm"));
    const rows = await loaded.db.execute(sql`select parked_at, parked_reason from watches`);
    expect([...rows]).toEqual([{ parked_at: null, parked_reason: null }]);
  });

  test("is one of twenty at most, also when links to more are open", async ({ loaded }) => {
    const rows = await loaded.db.execute<{ id: string }>(
      sql`select id from crossings order by id limit 21`,
    );
    const links = await Promise.all([...rows].map(({ id }) => openLink(loaded, id)));
    const last = links.pop();
    for (const link of links) await at(loaded).confirm(link);
    await expect(at(loaded).confirm(last)).rejects.toMatchObject({ code: "conflict" });
    expect(await readWatches(loaded)).toHaveLength(20);
    const [first] = await readWatches(loaded);
    const id = first?.id ?? "";
    await at(loaded).stop({ id, token: linkToken(AUTH_SECRET, { use: "stop", id }) });
    await at(loaded).confirm(last);
    expect((await readWatches(loaded)).filter((one) => !one.is_ended)).toHaveLength(20);
  });

  test("refuses a network address that asks for many, whomever it names", async ({
    loaded,
    receiver,
  }) => {
    const ask = (i: number, now = NOW) =>
      at(loaded, now).request(wanted({ email: `reader${i}@example.org` }));
    for (let i = 0; i < 10; i += 1) await ask(i);
    await expect(ask(10)).rejects.toThrow("Too many requests");
    await expect(ask(0)).rejects.toThrow("Too many requests");
    await ask(11, addMs(NOW, HOUR_MS + MINUTE_MS));
    await work(loaded, receiver);
    expect(receiver.mails).toHaveLength(11);
    const kept = await loaded.db.execute(sql`select source_hash from watch_requests limit 1`);
    expect(JSON.stringify(kept)).not.toContain("192.0.2");
  });

  test("lets a request go that nobody confirms, and forgets it", async ({ loaded, receiver }) => {
    await at(loaded).request(wanted());
    await work(loaded, receiver);
    const link = linkIn(receiver.mails[0]?.text, "/watch/confirm");
    const late = addMs(NOW, 2 * DAY_MS + MINUTE_MS);
    expect(await at(loaded, late).findRequest(link)).toBeNull();
    await expect(at(loaded, late).confirm(link)).rejects.toThrow("ask for a new one");
    expect(await forgetRequests(loaded.db, late)).toBe(0);
    expect(await forgetRequests(loaded.db, addMs(NOW, 8 * DAY_MS))).toBe(1);
  });

  test("refuses what is no address and what is no crossing", async ({ loaded }) => {
    const refused = (over: object) => expect(at(loaded).request(wanted(over))).rejects;
    await refused({ email: "reader" }).toThrow(/e-mail/);
    await refused({ email: "a@b.org\r\nBcc: c@d.org" }).toThrow(/e-mail/);
    await refused({ crossing: "nowhere" }).toThrow(/no crossing/);
  });
});
