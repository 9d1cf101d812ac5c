/**
 * Delivers one notice to its endpoint: one attempt, written down with what follows from it.
 *
 * It must hold that a notice is never lost and never gets a second id. So nothing is written before the request, and
 * attempt, state of the notice and the job of the next attempt are written in one transaction after it. Whoever dies in
 * between has sent something that nobody recorded: the notice still waits, and is sent again under the same
 * `webhook-id`. Two who send one at the same time record one attempt; the other's outcome is let go.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { notices } from "#server/db/schema/watches.ts";
import { faultText } from "#server/domain/fault.ts";
import { NOTICE_STATES, NoticeType } from "#server/domain/notice.ts";
import { addMs, fromMs, type Instant, MINUTE_MS, SECOND_MS } from "#server/domain/time.ts";
import { createAddressRules } from "#server/webhooks/address-rules.ts";
import type { ResolveName } from "#server/webhooks/guarded-lookup.ts";
import { guardedPost, type PostOutcome } from "#server/webhooks/guarded-post.ts";
import { noticeBody } from "#server/webhooks/notice-body.ts";
import { signatureHeaders } from "#server/webhooks/signature.ts";
import { addNoticeJob } from "../notices/notice-job.ts";
import { openSecrets } from "./endpoint-secrets.ts";
import { recordAttempt } from "./record-attempt.ts";

/** Requests to one endpoint at a time, of this process: a slow one must not take every place there is. */
export const MAX_IN_FLIGHT = 2;
/** Clocks of database and process differ by less. */
const CLOCK_SLACK_MS = SECOND_MS;
/** Those that wait for a place come back spread over this, a second more for every few that wait. */
const SPREAD_MS = 2 * SECOND_MS;
const SPREAD_PER_WAITING_MS = 50;
const MAX_SPREAD_MS = 5 * MINUTE_MS;

const Row = z.object({
  state: z.enum(NOTICE_STATES),
  type: NoticeType,
  data: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  due_at: z.string(),
  attempts: z.number(),
  attempts_before: z.number(),
  endpoint_id: z.string(),
  url: z.string(),
  event_types: z.array(z.string()),
  secrets: z.array(
    z.object({ sealed: z.string(), createdAt: z.string(), endsAt: z.string().nullable() }),
  ),
  disabled: z.boolean(),
  ended: z.boolean(),
  held_until: z.string().nullable(),
  private_networks: z.array(z.string()),
});
type Row = z.output<typeof Row>;

export interface WebhookSettings {
  readonly database: Database;
  /** Opens the secrets. */
  readonly authSecret: string;
  /** Who calls, for the receiver's log. */
  readonly publicUrl: string;
  readonly nowMs: () => number;
  /** Nobody outside is told of what is only an exercise: all is dropped. */
  readonly isExercise: boolean;
  /** 0 up to 1; absent: `Math.random`. */
  readonly random?: () => number;
  /** Absent: the system's. */
  readonly resolveName?: ResolveName;
}

/** What became of one run of the job. */
export type Delivered =
  | "sent"
  | "failed"
  /** It will be tried again later. */
  | "postponed"
  /** Nothing was to do: settled before, or wanted no more. */
  | "nothing";

async function findNotice(database: Database, noticeId: string): Promise<Row | null> {
  const [row] = await selectRows(
    database,
    Row,
    sql`
      select n.state, n.type, n.data, n.created_at::text, n.due_at::text, n.attempts, n.attempts_before,
        e.id as endpoint_id, e.url, e.event_types, e.secrets, e.disabled_at is not null as disabled,
        e.ended_at is not null or f.closed_at is not null as ended, e.held_until::text, f.private_networks
      from notices n join webhook_endpoints e on e.id = n.endpoint_id join firms f on f.id = e.firm_id
      where n.id = ${noticeId}::uuid`,
  );
  return row ?? null;
}

/** A test is sent whatever types are wanted. */
const isWanted = ({ type, event_types: wanted }: Row) =>
  type === "webhook.test" || wanted.length === 0 || wanted.includes(type);

/** Makes the function that delivers; it counts what is under way, so a process makes one. */
export function createWebhookDelivery(settings: WebhookSettings) {
  const { database, authSecret, publicUrl, nowMs, isExercise, resolveName } = settings;
  const random = settings.random ?? Math.random;
  const inFlight = new Map<string, number>();

  async function settle(noticeId: string, state: "failed" | "dropped"): Promise<void> {
    await database.execute(sql`
      update notices set state = ${state}, settled_at = ${fromMs(nowMs())}::timestamptz
      where id = ${noticeId}::uuid and state = 'waiting'`);
  }

  /** Has a notice looked at later, without having tried it. It stays due since when it was: it is late, and counts so. */
  async function postpone(noticeId: string, runAt: Instant): Promise<"postponed"> {
    await database.transaction(async (tx) => {
      const waiting = await tx
        .select({ id: notices.id })
        .from(notices)
        .where(sql`${notices.id} = ${noticeId}::uuid and ${notices.state} = 'waiting'`)
        .for("update");
      if (waiting.length > 0) await addNoticeJob(tx, { noticeId, dueAt: runAt });
    });
    return "postponed";
  }

  /** How far those that wait are spread, so that they do not all come back at once. */
  async function spreadMs(endpointId: string, now: Instant): Promise<number> {
    const [row] = await selectRows(
      database,
      z.object({ n: z.coerce.number() }),
      sql`select count(*) as n from notices
        where endpoint_id = ${endpointId}::uuid and state = 'waiting' and due_at <= ${now}::timestamptz`,
    );
    const most = SPREAD_MS + (row?.n ?? 0) * SPREAD_PER_WAITING_MS;
    return Math.min(most, MAX_SPREAD_MS) * random();
  }

  async function post(noticeId: string, row: Row, atMs: number): Promise<PostOutcome> {
    const { endpoint_id: endpointId } = row;
    const secrets = openSecrets(row.secrets, { endpointId, authSecret, now: fromMs(atMs) });
    if (secrets.length === 0) {
      return {
        kind: "refused",
        reason: faultText("noSecret"),
      };
    }
    const content = { type: row.type, createdAt: readInstant(row.created_at), data: row.data };
    const body = noticeBody(content);
    return guardedPost({
      url: row.url,
      body,
      headers: {
        ...signatureHeaders({ id: noticeId, attemptedAtMs: atMs, body, secrets }),
        "user-agent": `Gatewatch (+${publicUrl})`,
      },
      rules: createAddressRules(row.private_networks),
      ...(resolveName === undefined ? {} : { resolveName }),
    });
  }

  async function attempt(noticeId: string, row: Row): Promise<Delivered> {
    const startedMs = nowMs();
    const from = performance.now();
    const outcome = await post(noticeId, row, startedMs);
    return recordAttempt(database, {
      noticeId,
      endpointId: row.endpoint_id,
      attemptsMade: row.attempts,
      attemptsBefore: row.attempts_before,
      attemptedAt: fromMs(startedMs),
      tookMs: Math.round(performance.now() - from),
      outcome,
      nowMs: nowMs(),
      random: random(),
    });
  }

  return async function deliver(noticeId: string): Promise<Delivered> {
    const row = await findNotice(database, noticeId);
    if (row === null || row.state !== "waiting") return "nothing";
    const now = fromMs(nowMs());
    if (isExercise || row.ended || !isWanted(row)) {
      await settle(noticeId, "dropped");
      return "nothing";
    }
    if (row.disabled) {
      await settle(noticeId, "failed");
      return "failed";
    }
    const dueAt = readInstant(row.due_at);
    if (dueAt > addMs(now, CLOCK_SLACK_MS)) return postpone(noticeId, dueAt);
    const endpointId = row.endpoint_id;
    const heldUntil = readNullableInstant(row.held_until);
    const isHeld = heldUntil !== null && heldUntil > now;
    const underWay = inFlight.get(endpointId) ?? 0;
    if (isHeld || underWay >= MAX_IN_FLIGHT) {
      const from = isHeld ? heldUntil : addMs(now, SECOND_MS);
      return postpone(noticeId, addMs(from, await spreadMs(endpointId, now)));
    }
    inFlight.set(endpointId, underWay + 1);
    try {
      return await attempt(noticeId, row);
    } finally {
      const left = (inFlight.get(endpointId) ?? 1) - 1;
      if (left > 0) inFlight.set(endpointId, left);
      else inFlight.delete(endpointId);
    }
  };
}
