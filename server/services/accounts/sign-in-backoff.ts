/**
 * Back-off of sign-ins, per account and per address. Each attempt is charged before the password is looked at, in one
 * statement, so that a hundred guesses at once are a hundred guesses; one that succeeds is given back.
 *
 * Nothing is locked for good: the longest wait is a quarter of an hour, and a refused attempt does not lengthen it.
 */
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Instant } from "#server/domain/time.ts";

/** Attempts before the first wait. A whole camp may share one address. */
export const FREE_ATTEMPTS = { account: 5, address: 30 } as const;
/** Wait after the first attempt beyond those; doubles with each. Seconds. */
export const FIRST_WAIT_SECONDS = 2;
export const LONGEST_WAIT_SECONDS = 15 * 60;
/** Attempts this long ago are forgotten. Hours. */
const MEMORY_HOURS = 24;
/** 2^20 times the first wait is far beyond the longest; larger powers would overflow. */
const MAX_DOUBLINGS = 20;

type Kind = keyof typeof FREE_ATTEMPTS;

export interface Attempt {
  readonly email: string;
  /** Where it came from; null when that is not known, then only the account counts. */
  readonly address: string | null;
}

/** Hashed: people type passwords into the wrong field, and addresses are nobody's business. */
function subjectOf(kind: Kind, value: string): string {
  const digest = createHash("sha256").update(value.trim().toLowerCase()).digest("hex");
  return `${kind}:${digest}`;
}

function waitSeconds(kind: Kind) {
  const free = FREE_ATTEMPTS[kind];
  return sql`case when f.failures < ${free}::int then 0 else least(${LONGEST_WAIT_SECONDS}::int,
    ${FIRST_WAIT_SECONDS}::int * power(2, least(f.failures - ${free}::int, ${MAX_DOUBLINGS}::int))) end`;
}

async function charge(tx: Transaction, kind: Kind, subject: string, now: Instant): Promise<void> {
  const memory = sql`make_interval(hours => ${MEMORY_HOURS}::int)`;
  const charged = await tx.execute(sql`
    insert into sign_in_failures as f (subject, failures, last_at) values (${subject}, 1, ${now})
    on conflict (subject) do update
      set failures = case when f.last_at < ${now}::timestamptz - ${memory} then 1 else f.failures + 1 end,
          last_at = ${now}
      where f.last_at + make_interval(secs => ${waitSeconds(kind)}) <= ${now}::timestamptz
    returning failures`);
  if (charged.length > 0) return;
  const [row] = await tx.execute(sql`
    select ceil(extract(epoch from
      f.last_at + make_interval(secs => ${waitSeconds(kind)}) - ${now}::timestamptz))::int as left
    from sign_in_failures f where subject = ${subject}`);
  const retryAfterSeconds = Math.max(1, Number(row?.left ?? 1));
  throw new DomainError(
    "too_many",
    `Too many failed sign-ins; try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}

/**
 * Counts an attempt before it is judged.
 * @throws DomainError `too_many` with the seconds left when it comes too soon; then nothing is counted
 */
export async function chargeAttempt(db: Database, attempt: Attempt, now: Instant): Promise<void> {
  await db.transaction(async (tx) => {
    if (attempt.address !== null) {
      await charge(tx, "address", subjectOf("address", attempt.address), now);
    }
    await charge(tx, "account", subjectOf("account", attempt.email), now);
    await tx.execute(sql`delete from sign_in_failures
      where last_at < ${now}::timestamptz - make_interval(hours => ${MEMORY_HOURS}::int)`);
  });
}

/**
 * Takes a successful attempt back. The account begins anew; of the address only this attempt is forgotten, or
 * whoever has one account could go on guessing at others.
 */
export async function forgiveAttempt(db: Database, attempt: Attempt): Promise<void> {
  await db.execute(
    sql`delete from sign_in_failures where subject = ${subjectOf("account", attempt.email)}`,
  );
  if (attempt.address === null) return;
  const subject = subjectOf("address", attempt.address);
  await db.execute(sql`with kept as (
      update sign_in_failures set failures = failures - 1 where subject = ${subject} and failures > 1
      returning subject)
    delete from sign_in_failures where subject = ${subject} and not exists (select from kept)`);
}
