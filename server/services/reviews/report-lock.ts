/**
 * Locks: who at the desk works on which report. A lock ends by itself; while it lasts nobody else decides, unless they
 * break it, which both are told. Whether one is taken is settled by a single statement.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";
import { LOCK_MS, type ReportLock } from "#server/domain/report-lock.ts";
import { addMs } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";

const Row = z.object({
  report_id: z.string(),
  account_id: z.string(),
  name: z.string(),
  taken_at: z.string(),
  expires_at: z.string(),
});
type Row = z.output<typeof Row>;

const toLock = (row: Row, accountId: string): ReportLock => ({
  reportId: row.report_id,
  holderName: row.name,
  isMine: row.account_id === accountId,
  takenAt: readInstant(row.taken_at),
  expiresAt: readInstant(row.expires_at),
});

async function findLock(database: Database | Transaction, id: string): Promise<Row | null> {
  const [row] = await selectRows(
    database,
    Row,
    sql`select l.report_id, l.account_id, a.name, l.taken_at::text, l.expires_at::text
      from reports r join report_locks l on l.crossing_id = r.crossing_id and l.report_id = r.id
      join accounts a on a.id = l.account_id where r.id = ${id}::uuid`,
  );
  return row ?? null;
}

function heldByAnother(row: Row): DomainError {
  const until = readInstant(row.expires_at);
  return new DomainError(
    "conflict",
    `${row.name} works on this report until ${until.slice(11, 16)} UTC; take it over if you have to.`,
    { heldBy: { name: row.name, until } },
  );
}

const StateRow = z.object({ state: z.enum(REVIEW_STATES) });

/** Why a report could not be locked. */
async function refusal(tx: Transaction, id: string): Promise<DomainError> {
  const [report] = await selectRows(
    tx,
    StateRow,
    sql`select s.state from reports r join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id
      where r.id = ${id}::uuid`,
  );
  if (report === undefined) return new DomainError("not_found", `There is no report ${id}.`);
  const holder = await findLock(tx, id);
  if ((report.state === "received" || report.state === "in_review") && holder !== null) {
    return heldByAnother(holder);
  }
  const { state } = report;
  return new DomainError("conflict", `This report is ${state} already; reload the desk.`, {
    review: state,
  });
}

/**
 * Takes a report to work on, or keeps it longer when it is the asker's already.
 * @param input.breaks takes it also from somebody who works on it, which is written down
 * @throws DomainError `forbidden`, `not_found`, `conflict` when another has it (with their name) or it is decided
 */
export async function lockReport(
  ctx: ServiceContext,
  input: { readonly id: string; readonly breaks: boolean },
): Promise<ReportLock> {
  const { actor, now } = ctx;
  assertCan(actor, "report.review");
  return ctx.database.transaction(async (tx) => {
    const before = input.breaks ? await findLock(tx, input.id) : null;
    const taken = await tx.execute(sql`
      insert into report_locks as l (crossing_id, report_id, account_id, taken_at, expires_at)
      select s.crossing_id, s.report_id, ${actor.accountId}::uuid, ${now}::timestamptz, ${addMs(now, LOCK_MS)}::timestamptz
      from reports r join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id
      where r.id = ${input.id}::uuid and s.state in ('received', 'in_review')
      on conflict (crossing_id, report_id) do update set account_id = excluded.account_id,
        expires_at = excluded.expires_at,
        taken_at = case when l.account_id = excluded.account_id and l.expires_at > excluded.taken_at
          then l.taken_at else excluded.taken_at end
      where ${input.breaks} or l.account_id = excluded.account_id or l.expires_at <= excluded.taken_at
      returning l.report_id`);
    const lock = taken.length === 0 ? null : await findLock(tx, input.id);
    if (lock === null) throw await refusal(tx, input.id);
    const isBroken =
      before !== null &&
      before.account_id !== actor.accountId &&
      readInstant(before.expires_at) > now;
    if (isBroken) {
      const details = { from: before.account_id };
      await recordAudit(tx, {
        actor,
        now,
        action: "report.break_lock",
        subject: input.id,
        details,
      });
    }
    return toLock(lock, actor.accountId);
  });
}

/** Lets go of an own lock; somebody else's stays. */
export async function unlockReport(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<void> {
  assertCan(ctx.actor, "report.review");
  await ctx.database.execute(sql`
    delete from report_locks l using reports r
    where r.id = ${input.id}::uuid and l.crossing_id = r.crossing_id and l.report_id = r.id
      and l.account_id = ${ctx.actor.accountId}::uuid`);
}

/**
 * Refuses when somebody else works on a report. Called inside of the transaction that decides.
 * @throws DomainError `conflict`, naming who
 */
export async function assertNotHeld(
  tx: Transaction,
  ctx: ServiceContext,
  reportId: string,
): Promise<void> {
  const lock = await findLock(tx, reportId);
  if (lock === null || lock.account_id === ctx.actor?.accountId) return;
  if (readInstant(lock.expires_at) > ctx.now) throw heldByAnother(lock);
}

/** A decided report needs no lock. */
export async function dropLock(tx: Transaction, reportId: string): Promise<void> {
  await tx.execute(sql`
    delete from report_locks l using reports r
    where r.id = ${reportId}::uuid and l.crossing_id = r.crossing_id and l.report_id = r.id`);
}
