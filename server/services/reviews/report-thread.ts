/** What desk and reporter write to each other about a report. Never public; each message has an id of its sender's. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan, can } from "#server/domain/permissions.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { assertNotHeld } from "./report-lock.ts";

export interface ThreadMessage {
  readonly id: string;
  readonly isFromDesk: boolean;
  /** Who at the desk wrote it, for the desk; null for the reporter, who hears the desk as one. */
  readonly writerName: string | null;
  readonly text: string;
  readonly at: Instant;
}

export interface MessageInput {
  /** The report. */
  readonly id: string;
  /** Made by the sender: the same message sent twice is one. */
  readonly messageId: string;
  readonly text: string;
}

const ReportRow = z.object({
  crossing_id: z.string(),
  account_id: z.string().nullable(),
  state: z.enum(REVIEW_STATES),
});
type ReportRow = z.output<typeof ReportRow>;

/** The report that a message is about, and nobody else's: whoever may not see it hears that there is none. */
async function findReport(
  database: ServiceContext["database"] | Transaction,
  actor: Actor | null,
  id: string,
): Promise<ReportRow> {
  const [row] = await selectRows(
    database,
    ReportRow,
    sql`select r.crossing_id, r.account_id, s.state from reports r
      join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id where r.id = ${id}::uuid`,
  );
  const isSeen =
    row !== undefined && can(actor, "report.inspect", { ownerId: row.account_id ?? "" });
  if (!isSeen) throw new DomainError("not_found", `There is no report ${id} of yours.`);
  return row;
}

const MessageRow = z.object({
  id: z.string(),
  is_from_desk: z.boolean(),
  name: z.string(),
  text: z.string(),
  at: z.string(),
});

/**
 * The thread of one report, oldest first; for the desk and for its reporter.
 * @throws DomainError `unauthenticated`, `not_found` also when it is somebody else's
 */
export async function listMessages(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<{ messages: ThreadMessage[] }> {
  assertCan(ctx.actor, "report.inspect");
  const isDesk = can(ctx.actor, "report.review");
  const report = await findReport(ctx.database, ctx.actor, input.id);
  const rows = await selectRows(
    ctx.database,
    MessageRow,
    sql`select m.id, m.is_from_desk, a.name, m.text, m.at::text from report_messages m
      join accounts a on a.id = m.account_id
      where m.crossing_id = ${report.crossing_id} and m.report_id = ${input.id}::uuid order by m.at, m.id`,
  );
  return {
    messages: rows.map((row) => ({
      id: row.id,
      isFromDesk: row.is_from_desk,
      writerName: isDesk ? row.name : null,
      text: row.text,
      at: readInstant(row.at),
    })),
  };
}

async function addMessage(
  tx: Transaction,
  input: {
    readonly ctx: ServiceContext;
    readonly actor: Actor;
    readonly report: ReportRow;
    readonly message: MessageInput;
    readonly isFromDesk: boolean;
  },
): Promise<void> {
  const { ctx, actor, report, message, isFromDesk } = input;
  const text = message.text.trim();
  if (text === "") {
    const fields = [{ path: "text", message: "write something" }];
    throw new DomainError("invalid", "text: write something", { fields });
  }
  await tx.execute(sql`
    insert into report_messages (crossing_id, report_id, id, account_id, is_from_desk, text, at)
    values (${report.crossing_id}, ${message.id}::uuid, ${message.messageId}::uuid, ${actor.accountId}::uuid,
      ${isFromDesk}, ${text}, ${ctx.now}::timestamptz)
    on conflict do nothing`);
}

const isWaiting = ({ state }: Pick<ReportRow, "state">): boolean =>
  state === "received" || state === "in_review";

/**
 * Asks a report's reporter something; the report is in review until it is decided.
 * @throws DomainError `forbidden`, `not_found`, `invalid` without a text, `conflict` when it is decided or somebody
 *   else works on it
 */
export async function askReporter(ctx: ServiceContext, message: MessageInput): Promise<void> {
  const { actor } = ctx;
  assertCan(actor, "report.review");
  await ctx.database.transaction(async (tx) => {
    const report = await findReport(tx, actor, message.id);
    await assertNotHeld(tx, ctx, message.id);
    const where = sql`crossing_id = ${report.crossing_id} and report_id = ${message.id}::uuid`;
    const begun = await tx.execute(
      sql`update report_states set state = 'in_review' where ${where} and state = 'received' returning report_id`,
    );
    if (begun.length > 0) {
      await tx.execute(sql`
        insert into review_events (crossing_id, report_id, ordinal, state, at, account_id)
        select ${report.crossing_id}, ${message.id}::uuid, coalesce(max(ordinal), 0) + 1, 'in_review',
          ${ctx.now}::timestamptz, ${actor.accountId}::uuid
        from review_events where ${where}`);
    } else {
      const { state } = await findReport(tx, actor, message.id);
      if (!isWaiting({ state })) {
        throw new DomainError("conflict", `This report is ${state} already; reload the desk.`, {
          review: state,
        });
      }
    }
    await addMessage(tx, { ctx, actor, report, message, isFromDesk: true });
  });
}

/**
 * Answers the desk about an own report, while it waits.
 * @throws DomainError `unauthenticated`, `not_found` also for somebody else's, `invalid` without a text, `conflict`
 *   when the desk has decided
 */
export async function answerDesk(ctx: ServiceContext, message: MessageInput): Promise<void> {
  const { actor } = ctx;
  assertCan(actor, "report.submit");
  await ctx.database.transaction(async (tx) => {
    const report = await findReport(tx, actor, message.id);
    if (report.account_id !== actor.accountId) {
      throw new DomainError("not_found", `There is no report ${message.id} of yours.`);
    }
    if (!isWaiting(report)) {
      throw new DomainError("conflict", "The desk has decided on this report; send a new one.");
    }
    await addMessage(tx, { ctx, actor, report, message, isFromDesk: false });
  });
}
