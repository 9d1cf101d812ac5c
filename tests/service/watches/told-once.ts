import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { MailReceiver } from "../../support/mail-receiver.ts";
import type { Receiver } from "../../support/webhook-receiver.ts";

/* What must be so of everything that was told, however often the teller died. */

const Count = z.object({ n: z.coerce.number() });
const ChangeRow = z.object({ id: z.string() });
const NoticeRow = z.object({ id: z.string(), state: z.string(), channel: z.string() });

/** How much is not judged yet, or judged and not told. */
export async function countUntold(db: Database): Promise<number> {
  const [row] = await selectRows(
    db,
    Count,
    sql`select (select count(*) from notices where state = 'waiting') + (select count(*)
      from watch_memories m, jsonb_each(m.crossings) e join statuses s on s.crossing_id = e.key
      where s.sequence > (e.value->>'sequence')::bigint) as n`,
  );
  return row?.n ?? 0;
}

interface Told {
  readonly db: Database;
  readonly receiver: Receiver;
  readonly mailbox: MailReceiver;
  /** Behind the @ of each Message-ID. */
  readonly host: string;
  /** Reports of which each changed lanes, by one change. */
  readonly reportIds: readonly string[];
}

/** Each change once by webhook and once by mail, none missing and none besides; gives figures for whoever reads the log. */
export async function expectToldOnce(told: Told): Promise<string> {
  const { db, receiver, mailbox, host, reportIds } = told;
  const changes = await selectRows(
    db,
    ChangeRow,
    sql`select id from changes where details @? '$[*] ? (@.kind == "lane")'
      and report_id in (select jsonb_array_elements_text(${JSON.stringify(reportIds)}::jsonb)::uuid) order by sequence`,
  );
  expect(changes).toHaveLength(reportIds.length);
  const notices = await selectRows(
    db,
    NoticeRow,
    sql`select n.id, n.state, w.channel from notices n join watches w on w.id = n.watch_id`,
  );
  expect(new Set(notices.map(({ state }) => state))).toEqual(new Set(["sent"]));

  // By webhook: what came under one id is one notice, and among the notices each change stands once.
  expect(receiver.refused).toEqual([]);
  const byId = new Map(receiver.received.map((notice) => [notice.id, notice]));
  const ids = [...byId.values()].flatMap(({ data }) => z.array(z.string()).parse(data.changeIds));
  expect(ids.toSorted()).toEqual(changes.map(({ id }) => id).toSorted());
  const byHook = notices.filter(({ channel }) => channel === "webhook");
  expect([...byId.keys()].toSorted()).toEqual(byHook.map(({ id }) => id).toSorted());

  // By mail: a Message-ID for each notice, none missing and none besides.
  const mailed = notices.filter(({ channel }) => channel === "email");
  const messageIds = new Set(mailbox.mails.map(({ headers }) => headers.get("message-id")));
  expect([...messageIds].toSorted()).toEqual(mailed.map(({ id }) => `<${id}@${host}>`).toSorted());
  return (
    `${changes.length} changes in ${byId.size} webhooks and ${messageIds.size} mails; ` +
    `${receiver.received.length - byId.size} and ${mailbox.mails.length - messageIds.size} sent again`
  );
}
