import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { openMailReceiver } from "../../support/mail-receiver.ts";
import { addAccount, closedReport, test } from "../../support/reports.ts";
import { killTeller, startTeller } from "../../support/start-teller.ts";
import { openReceiver } from "../../support/webhook-receiver.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { addFirm, asDispatcher, wish } from "./builders.ts";

const ROUNDS = 12;
const REPORTS_A_ROUND = 3;
/** The worker is killed within so long of the last report: before, while or after it judges and tells. */
const KILL_WITHIN_MS = 300;
/** A job that a dying worker took at the very end is found by the sweep of the next minute. */
const SETTLED_WITHIN_MS = 120_000;
const LIMIT_MS = 5 * 60_000;

const ChangeRow = z.object({ id: z.string() });
const NoticeRow = z.object({ id: z.string(), state: z.string(), channel: z.string() });
const now = () => new Date().toISOString();

/*
 * From the report to a firm's own system and mailbox, through the real worker, a webhook that is verified by the public
 * library and a mail server that is not ours.
 */
test(
  `every change is told once by webhook and by mail, though the worker is killed ${ROUNDS} times`,
  async ({ loaded: { db, url } }) => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-told-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const receiver = await openReceiver();
    onTestFinished(() => receiver.close());
    const mailbox = await openMailReceiver();
    onTestFinished(() => mailbox.close());
    const firm = await addFirm(db);
    await db.execute(sql`update firms set private_networks = array['127.0.0.0/8']`);
    const ctx = { ...asDispatcher(firm, db, now()), authSecret: AUTH_SECRET };
    const hook = await addEndpoint(ctx, { id: randomUUID(), url: receiver.url });
    receiver.secrets = [hook.secret ?? ""];
    const rule = {
      kind: "state",
      on: ["closed", "opened", "first_movement"],
      direction: null,
      mode: "truck",
    };
    const timing = { ...wish().timing, capPerHour: 60 };
    for (const channel of [
      { kind: "webhook", endpoint: hook.endpointId },
      { kind: "email", email: `${firm.dispatcher.accountId}@example.org` },
    ]) {
      await saveWatch(ctx, wish({ id: randomUUID(), rule, timing, channel }));
    }
    const actor = await addAccount(db, "reporter", { trusted: true });
    const settings = { databaseUrl: url, folder, authSecret: AUTH_SECRET, smtpUrl: mailbox.url };
    let isClosed = false;
    for (let round = 0; round < ROUNDS; round += 1) {
      const teller = await startTeller(settings);
      for (let i = 0; i < REPORTS_A_ROUND; i += 1) {
        isClosed = !isClosed;
        const at = now();
        const lanes = ["PK-AF/truck", "AF-PK/truck"];
        const claims = [{ kind: "state", lanes, value: isClosed ? "closed" : "open" }];
        const report = closedReport(randomUUID(), { observedAt: at, claims });
        await submitReport({ actor, database: db, now: at }, report);
        await delay(Math.random() * KILL_WITHIN_MS);
      }
      await killTeller(teller);
    }
    const last = await startTeller(settings);
    onTestFinished(() => void last.kill("SIGKILL"));
    // What is not judged yet, or judged and not told.
    const open = async () => {
      const [row] = await db.execute(sql`
        select (select count(*) from notices where state = 'waiting') + (select count(*)
          from watch_memories m, jsonb_each(m.crossings) e join statuses s on s.crossing_id = e.key
          where s.sequence > (e.value->>'sequence')::bigint) as n`);
      return Number(row?.n);
    };
    await expect.poll(open, { timeout: SETTLED_WITHIN_MS, interval: 200 }).toBe(0);
    await killTeller(last);

    const changes = await selectRows(
      db,
      ChangeRow,
      sql`select id from changes where details @? '$[*] ? (@.kind == "lane")' order by sequence`,
    );
    expect(changes).toHaveLength(ROUNDS * REPORTS_A_ROUND);
    const notices = await selectRows(
      db,
      NoticeRow,
      sql`select n.id, n.state, w.channel from notices n join watches w on w.id = n.watch_id`,
    );
    expect(new Set(notices.map(({ state }) => state))).toEqual(new Set(["sent"]));

    // By webhook: what came under one id is one notice, and among the notices each change stands once.
    expect(receiver.refused).toEqual([]);
    const byId = new Map(receiver.received.map((notice) => [notice.id, notice]));
    const told = [...byId.values()].flatMap(({ data }) =>
      z.array(z.string()).parse(data.changeIds),
    );
    expect(told.toSorted()).toEqual(changes.map(({ id }) => id).toSorted());

    // By mail: a Message-ID for each notice, none missing and none besides.
    const ids = new Set(mailbox.mails.map(({ headers }) => headers.get("message-id")));
    const mailed = notices.filter(({ channel }) => channel === "email");
    expect([...ids].toSorted()).toEqual(
      mailed.map(({ id }) => `<${id}@gatewatch.example>`).toSorted(),
    );
    console.log(
      `${ROUNDS} kills: ${changes.length} changes in ${byId.size} webhooks and ${ids.size} mails; ` +
        `${receiver.received.length - byId.size} and ${mailbox.mails.length - ids.size} sent again`,
    );
  },
  LIMIT_MS,
);
