/** Writes down an attempt and what follows from it, in one transaction. */
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { deliveries, webhookEndpoints } from "#server/db/schema/watches.ts";
import { addMs, fromMs, type Instant } from "#server/domain/time.ts";
import type { PostOutcome } from "#server/webhooks/guarded-post.ts";
import { type AfterAttempt, afterAttempt } from "#server/webhooks/retry-plan.ts";
import { addNoticeJob } from "../notices/notice-job.ts";
import type { Delivered } from "./deliver-notice.ts";
import { disableEndpoint } from "./disable-endpoint.ts";

/** Of an answer that is kept for the log. */
const KEPT_CHARS = 2_000;

export interface MadeAttempt {
  readonly noticeId: string;
  readonly endpointId: string;
  /** Attempts that were written down when this one began. */
  readonly attemptsMade: number;
  /** Those of earlier rounds: the schedule began anew after them. */
  readonly attemptsBefore: number;
  readonly attemptedAt: Instant;
  readonly tookMs: number;
  readonly outcome: PostOutcome;
  readonly nowMs: number;
  /** 0 up to 1. */
  readonly random: number;
}

/** What Postgres can keep and a page can show: no control characters but line ends. */
function keptResponse(outcome: PostOutcome): string {
  const text = outcome.kind === "answered" ? outcome.answer : outcome.reason;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.slice(0, KEPT_CHARS).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "\ufffd");
}

function nextState(next: AfterAttempt, now: Instant) {
  switch (next.kind) {
    case "sent":
      return { state: "sent", dueAt: null } as const;
    case "retry":
      return { state: "waiting", dueAt: addMs(now, next.afterMs) } as const;
    case "gone":
    case "exhausted":
      return { state: "failed", dueAt: null } as const;
  }
}

/** Whether the endpoint took any notice since the first try of this one: then it is the notice that it does not take. */
async function hasTakenOthers(tx: Transaction, made: MadeAttempt): Promise<boolean> {
  const [row] = await selectRows(
    tx,
    z.object({ taken: z.boolean() }),
    sql`
      select exists (
        select from notices o join deliveries d on d.notice_id = o.id
        where o.endpoint_id = ${made.endpointId}::uuid and d.outcome = 'sent' and d.attempted_at >=
          (select min(attempted_at) from deliveries
            where notice_id = ${made.noticeId}::uuid and attempt > ${made.attemptsBefore})
      ) as taken`,
  );
  return row?.taken ?? false;
}

/** @returns `nothing` when another has written down an attempt since this one began: this one is let go */
export async function recordAttempt(database: Database, made: MadeAttempt): Promise<Delivered> {
  const { noticeId, endpointId, outcome, nowMs } = made;
  const now = fromMs(nowMs);
  const attempt = made.attemptsMade + 1;
  const next = afterAttempt({
    attempt: attempt - made.attemptsBefore,
    outcome,
    nowMs,
    random: made.random,
  });
  const { state, dueAt } = nextState(next, now);
  return database.transaction(async (tx) => {
    // The endpoint first, as everybody does who changes both.
    await tx
      .select({ id: webhookEndpoints.id })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.id, endpointId))
      .for("update");
    const written = await tx.execute(sql`
      update notices set state = ${state}, attempts = ${attempt}, due_at = coalesce(${dueAt}::timestamptz, due_at),
        settled_at = case when ${state}::text = 'waiting' then null else ${now}::timestamptz end
      where id = ${noticeId}::uuid and state = 'waiting' and attempts = ${made.attemptsMade}
      returning id`);
    if (written.length === 0) return "nothing";
    await tx.insert(deliveries).values({
      noticeId,
      attempt,
      attemptedAt: made.attemptedAt,
      tookMs: made.tookMs,
      outcome: next.kind === "sent" ? "sent" : "failed",
      status: outcome.kind === "answered" ? outcome.status : null,
      response: keptResponse(outcome),
    });
    if (next.kind === "sent") return "sent";
    if (next.kind === "retry") {
      if (next.holdMs > 0) await hold(tx, endpointId, addMs(now, next.holdMs));
      await addNoticeJob(tx, { noticeId, dueAt: addMs(now, next.afterMs) });
      return "postponed";
    }
    if (next.kind === "gone") await disableEndpoint(tx, { endpointId, reason: "gone", now });
    else if (!(await hasTakenOthers(tx, made))) {
      await disableEndpoint(tx, { endpointId, reason: "failing", now });
    }
    return "failed";
  });
}

async function hold(tx: Transaction, endpointId: string, until: Instant): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ heldUntil: sql`greatest(${webhookEndpoints.heldUntil}, ${until}::timestamptz)` })
    .where(eq(webhookEndpoints.id, endpointId));
}
