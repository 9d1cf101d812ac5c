/** What of a wish does not fit the firm that has it. */
import { type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { WatchChannel, WatchSubject } from "#server/domain/watch.ts";

/** Whether there is a row. */
const isThere = async (tx: Database | Transaction, query: SQL): Promise<boolean> =>
  (await tx.execute(query)).length > 0;

/** A firm mails its own members: whoever else wants mail asks for it themselves. */
export async function channelMisfits(
  tx: Transaction,
  channel: WatchChannel,
  firmId: string,
): Promise<FieldProblem[]> {
  switch (channel.kind) {
    case "email": {
      const isMember = await isThere(
        tx,
        sql`select from firm_members m join accounts a on a.id = m.account_id
          where m.firm_id = ${firmId}::uuid and lower(a.email) = ${channel.email} and a.disabled_at is null`,
      );
      const message = "is the address of no member of your firm; name one, or use a webhook";
      return isMember ? [] : [{ path: "channel.email", message }];
    }
    case "webhook": {
      const isOurs = await isThere(
        tx,
        sql`select from webhook_endpoints
          where id = ${channel.endpoint}::uuid and firm_id = ${firmId}::uuid and ended_at is null`,
      );
      const message = "is no webhook of your firm; make it first";
      return isOurs ? [] : [{ path: "channel.endpoint", message }];
    }
    case "feed":
      return [];
  }
}

/** A corridor must be the firm's own. */
export async function subjectMisfits(
  tx: Database | Transaction,
  subject: WatchSubject,
  firmId: string,
): Promise<FieldProblem[]> {
  if (subject.kind !== "corridor") return [];
  const isOurs = await isThere(
    tx,
    sql`select from corridors
      where id = ${subject.corridor}::uuid and firm_id = ${firmId}::uuid and ended_at is null`,
  );
  const message = faultText("notOurCorridor");
  return isOurs ? [] : [{ path: "subject.corridor", message }];
}
