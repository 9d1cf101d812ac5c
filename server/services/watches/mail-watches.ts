/**
 * Watches of the public, by e-mail alone: asked for, confirmed, stopped. Nobody signs in; whoever reads the mail is who
 * it is for. Nothing here says whether an address is known: every request is answered alike, and mail leaves by a job.
 */
import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#server/domain/time.ts";
import { PUBLIC_RULE, WATCH_LOCALES, WatchEmail } from "#server/domain/watch.ts";
import { USUAL_TIMING } from "#server/domain/watch-timing.ts";
import { recordAudit } from "../accounts/audit.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { attemptsThrough } from "../job-attempts.ts";
import { endStored } from "./end-stored.ts";
import { judgeInside } from "./judge-watch.ts";
import { stopLink } from "./notice-mail.ts";
import { isLinkToken, linkToken, WatchLink } from "./signed-link.ts";
import { MAIL_REQUEST_TASK } from "./watch-jobs.ts";
import { writeWatch } from "./write-watch.ts";

/** Requests of one network address in an hour; a customs house shares one. */
const MAX_PER_SOURCE = 10;
/**
 * One mail to an address that nobody has confirmed in so long: a stranger's name in a form must not become a flood. One
 * that waits to leave counts; one that never left does not.
 */
const MAILED_AGAIN_MS = DAY_MS;
const LINK_LIFETIME_MS = 2 * DAY_MS;
/** Crossings that one address may watch. */
const MAX_WATCHES = 20;
/** A mail server that is away is tried as long as the link would serve. */
const MAIL_ATTEMPTS = attemptsThrough(LINK_LIFETIME_MS);
const jobKey = (requestId: SQL) => sql`${MAIL_REQUEST_TASK} || ' ' || ${requestId}`;

export const WatchRequest = z.object({
  email: WatchEmail,
  crossing: CrossingId,
  locale: z.enum(WATCH_LOCALES),
  /** Network address, as limits count it. */
  address: z.string().max(100),
});

export interface MailWatchDeps {
  readonly database: Database;
  readonly authSecret: string;
  readonly now: () => Instant;
}

const Count = z.object({ count: z.coerce.number() });

async function count(tx: Transaction, query: ReturnType<typeof sql>): Promise<number> {
  const [row] = await selectRows(tx, Count, query);
  return row?.count ?? 0;
}

/** What is counted of an address is counted by one at a time. */
async function lockEmail(tx: Transaction, email: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('watch email ' || ${email}, 0))`,
  );
}

/**
 * Somebody asks to be told of a crossing by mail.
 * @throws DomainError `invalid`, `not_found`; `too_many` from one network address, whatever mail address is asked for
 */
async function request(deps: MailWatchDeps, given: unknown): Promise<void> {
  const { database, authSecret } = deps;
  const now = deps.now();
  const { email, crossing, locale, address } = parseInput(WatchRequest, given);
  await getRegistered(database, crossing, now);
  const sourceHash = linkToken(authSecret, { use: "source", id: address });
  await database.transaction(async (tx) => {
    // Two at once must not both find that none came before.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('watch source ' || ${sourceHash}, 0))`,
    );
    await lockEmail(tx, email);
    const asked = await count(
      tx,
      sql`select count(*) from watch_requests where source_hash = ${sourceHash}
        and requested_at > ${addMs(now, -HOUR_MS)}::timestamptz`,
    );
    if (asked >= MAX_PER_SOURCE) {
      throw new DomainError(
        "too_many",
        "Too many requests from your network; try again in an hour.",
        {
          retryAfterSeconds: HOUR_MS / 1_000,
        },
      );
    }
    const mailed = await count(
      tx,
      sql`select count(*) from watch_requests r where email = ${email} and expires_at > requested_at
        and confirmed_at is null and requested_at > ${addMs(now, -MAILED_AGAIN_MS)}::timestamptz
        and (mailed_at is not null or exists (select from graphile_worker.jobs j
          where j.key = ${jobKey(sql`r.id`)} and j.attempts < j.max_attempts))`,
    );
    const open = await readOpen(tx, email);
    const same = open.find(({ crossing_id }) => crossing_id === crossing);
    const isWatchable = same === undefined ? open.length < MAX_WATCHES : same.is_parked;
    const isMailed = mailed === 0 && isWatchable;
    const id = randomUUID();
    const expiresAt = isMailed ? addMs(now, LINK_LIFETIME_MS) : now;
    await tx.execute(sql`
      insert into watch_requests (id, email, crossing_id, locale, source_hash, requested_at, expires_at)
      values (${id}::uuid, ${email}, ${crossing}, ${locale}, ${sourceHash}, ${now}::timestamptz,
        ${expiresAt}::timestamptz)`);
    if (!isMailed) return;
    await tx.execute(sql`
      select graphile_worker.add_job(${MAIL_REQUEST_TASK}, json_build_object('requestId', ${id}::text),
        max_attempts := ${sql.raw(String(MAIL_ATTEMPTS))}, job_key := ${jobKey(sql`${id}::text`)})`);
  });
}

const RequestRow = z.object({
  email: z.string(),
  crossing_id: z.string(),
  locale: z.enum(WATCH_LOCALES),
  is_confirmed: z.boolean(),
});

async function readRequest(tx: Database | Transaction, id: string, now: Instant) {
  const [row] = await selectRows(
    tx,
    RequestRow,
    sql`select email, crossing_id, locale, confirmed_at is not null as is_confirmed from watch_requests
      where id = ${id}::uuid and expires_at > ${now}::timestamptz`,
  );
  return row ?? null;
}

/** Which crossing a link would confirm, without confirming it: scanners of mail follow links. Null: it serves no more. */
async function findRequest(
  deps: MailWatchDeps,
  given: unknown,
): Promise<{ crossingId: string } | null> {
  const link = WatchLink.safeParse(given).data;
  if (link === undefined || !isLinkToken(deps.authSecret, { use: "confirm", ...link })) return null;
  const row = await readRequest(deps.database, link.id, deps.now());
  return row === null ? null : { crossingId: row.crossing_id };
}

const OpenRow = z.object({ id: z.string(), crossing_id: z.string(), is_parked: z.boolean() });

const readOpen = (tx: Transaction, email: string) =>
  selectRows(
    tx,
    OpenRow,
    sql`select id, crossing_id, parked_at is not null as is_parked from watches
      where email = ${email} and firm_id is null and ended_at is null`,
  );

/** An address that bounced and takes mail again: its watch begins anew from how things stand. */
async function goOn(
  tx: Transaction,
  watchId: string,
  at: { readonly database: Database; readonly now: Instant },
): Promise<void> {
  await tx.execute(sql`
    update watches set parked_at = null, parked_reason = null where id = ${watchId}::uuid`);
  await tx.execute(sql`delete from watch_memories where watch_id = ${watchId}::uuid`);
  await judgeInside(tx, watchId, at);
}

/**
 * Confirms a request; a second time is a success, and so is another link to what is watched already.
 * @throws DomainError `not_found` for a link that serves no more, `conflict` for one watch too many
 */
async function confirm(deps: MailWatchDeps, given: unknown): Promise<{ crossingId: string }> {
  const { database } = deps;
  const now = deps.now();
  const found = await findRequest(deps, given);
  const link = WatchLink.safeParse(given).data;
  if (found === null || link === undefined) {
    throw new DomainError("not_found", "This link is older than two days; ask for a new one.");
  }
  await database.transaction(async (tx) => {
    const row = await readRequest(tx, link.id, now);
    if (row === null) return;
    // Two links of one address make their watches one after the other.
    await lockEmail(tx, row.email);
    const taken = await tx.execute(sql`
      update watch_requests set confirmed_at = ${now}::timestamptz
      where id = ${link.id}::uuid and confirmed_at is null returning id`);
    if (taken.length === 0) return;
    const open = await readOpen(tx, row.email);
    const same = open.find(({ crossing_id }) => crossing_id === row.crossing_id);
    if (same !== undefined) {
      if (same.is_parked) await goOn(tx, same.id, { database, now });
      return;
    }
    if (open.length >= MAX_WATCHES) {
      throw new DomainError(
        "conflict",
        `One address watches at most ${MAX_WATCHES} crossings; stop one first.`,
      );
    }
    const { name } = await getRegistered(database, row.crossing_id, now);
    await writeWatch(
      tx,
      {
        id: link.id,
        firmId: null,
        name,
        subject: { kind: "crossing", crossing: row.crossing_id },
        rule: PUBLIC_RULE,
        timing: USUAL_TIMING,
        channel: { kind: "email", email: row.email },
        locale: row.locale,
      },
      now,
    );
    await judgeInside(tx, link.id, { database, now });
  });
  return found;
}

const StopRow = z.object({
  name: z.string(),
  firm_id: z.string().nullable(),
  email: z.string(),
  is_ended: z.boolean(),
});

/** What a link would stop; null: it is no link of ours. */
async function findStop(deps: MailWatchDeps, given: unknown) {
  const link = WatchLink.safeParse(given).data;
  if (link === undefined) return null;
  const [row] = await selectRows(
    deps.database,
    StopRow,
    sql`select name, firm_id, email, ended_at is not null as is_ended from watches
      where id = ${link.id}::uuid and channel = 'email'`,
  );
  if (row === undefined) return null;
  const { name, firm_id: firmId, email, is_ended: isEnded } = row;
  const wanted = stopLink({ id: link.id, firmId, email });
  if (!isLinkToken(deps.authSecret, { ...wanted, token: link.token })) return null;
  return { name, isEnded, firmId };
}

/**
 * Stops the mails of a watch; stopped before is a success. Of the public's the address is forgotten.
 * @throws DomainError `not_found` for what is no link of ours
 */
async function stop(deps: MailWatchDeps, given: unknown): Promise<void> {
  const link = WatchLink.safeParse(given).data;
  const found = link === undefined ? null : await findStop(deps, link);
  if (link === undefined || found === null) {
    throw new DomainError("not_found", "This is no link of ours; copy it whole from the mail.");
  }
  await deps.database.transaction(async (tx) => {
    const now = deps.now();
    const isEnded = await endStored(tx, link.id, now);
    if (isEnded && found.firmId !== null) {
      const details = { by: "the link in a mail", firm: found.firmId };
      await recordAudit(tx, { actor: null, now, action: "watch.end", subject: link.id, details });
    }
    await tx.execute(
      sql`update watches set email = '' where id = ${link.id}::uuid and firm_id is null`,
    );
    await tx.execute(sql`delete from watch_requests where id = ${link.id}::uuid`);
  });
}

export interface MailWatches {
  readonly request: (given: unknown) => Promise<void>;
  readonly findRequest: (given: unknown) => Promise<{ crossingId: string } | null>;
  readonly confirm: (given: unknown) => Promise<{ crossingId: string }>;
  readonly findStop: (given: unknown) => Promise<{ name: string; isEnded: boolean } | null>;
  readonly stop: (given: unknown) => Promise<void>;
}

/** What pages of the public do about watches by mail; what they hand in is parsed here. */
export const createMailWatches = (deps: MailWatchDeps): MailWatches => ({
  request: (given) => request(deps, given),
  findRequest: (given) => findRequest(deps, given),
  confirm: (given) => confirm(deps, given),
  findStop: async (given) => {
    const found = await findStop(deps, given);
    return found === null ? null : { name: found.name, isEnded: found.isEnded };
  },
  stop: (given) => stop(deps, given),
});
