/**
 * Back-off of sign-ins. Each attempt is charged before it is judged, in one statement, so that a hundred guesses at
 * once are a hundred guesses; one that succeeds is given back.
 *
 * Nothing is locked for good: waits are capped, and a refused attempt does not lengthen one. Whoever guesses without
 * end would still take every free moment, so a known device (device.ts) is charged for itself alone, and a one-time
 * link (links.ts) is not charged at all: the owner gets in by either. See docs/decisions/second-factor.md.
 */
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Instant } from "#server/domain/time.ts";

/** Attempts before the first wait. A whole camp may share one address. */
export const FREE_ATTEMPTS = { account: 5, address: 30, device: 5, code: 5, deviceCode: 5, own: 5 };
type Kind = keyof typeof FREE_ATTEMPTS;

/** Wait after the first attempt beyond those; doubles with each. Seconds. */
export const FIRST_WAIT_SECONDS = 2;
const QUARTER_HOUR = 15 * 60;
/**
 * Seconds. Codes have a million values, three of which fit at any time: at four tries a day guessing takes a lifetime,
 * and only who knows the password can make the owner's other devices wait so long.
 */
export const LONGEST_WAIT_SECONDS: Readonly<Record<Kind, number>> = {
  account: QUARTER_HOUR,
  address: QUARTER_HOUR,
  device: QUARTER_HOUR,
  code: 6 * 60 * 60,
  deviceCode: 60 * 60,
  own: QUARTER_HOUR,
};
/** Attempts this long ago are forgotten; longer than any wait. Hours. */
const MEMORY_HOURS = 24;
/** 2^20 times the first wait is far beyond the longest; larger powers would overflow. */
const MAX_DOUBLINGS = 20;

export interface Attempt {
  readonly email: string;
  /** Where it came from; null when that is not known, then only the account counts. */
  readonly address: string | null;
  /** Id of a device that the account knows; null: none. */
  readonly device: string | null;
}

interface Charge {
  readonly kind: Kind;
  readonly value: string;
}

/** Hashed: people type passwords into the wrong field, and addresses are nobody's business. */
function subjectOf({ kind, value }: Charge): string {
  const digest = createHash("sha256").update(value.trim().toLowerCase()).digest("hex");
  return `${kind}:${digest}`;
}

/** What an attempt is charged to: the device that is known, else address and account. */
function chargesOf({ email, address, device }: Attempt): readonly Charge[] {
  if (device !== null) return [{ kind: "device", value: device }];
  const account = { kind: "account", value: email } as const;
  return address === null ? [account] : [{ kind: "address", value: address }, account];
}

function waitSeconds(kind: Kind) {
  const free = FREE_ATTEMPTS[kind];
  return sql`case when f.failures < ${free}::int then 0 else least(${LONGEST_WAIT_SECONDS[kind]}::int,
    ${FIRST_WAIT_SECONDS}::int * power(2, least(f.failures - ${free}::int, ${MAX_DOUBLINGS}::int))) end`;
}

async function charge(tx: Transaction, one: Charge, now: Instant): Promise<void> {
  const subject = subjectOf(one);
  const memory = sql`make_interval(hours => ${MEMORY_HOURS}::int)`;
  const charged = await tx.execute(sql`
    insert into sign_in_failures as f (subject, failures, last_at) values (${subject}, 1, ${now})
    on conflict (subject) do update
      set failures = case when f.last_at < ${now}::timestamptz - ${memory} then 1 else f.failures + 1 end,
          last_at = ${now}
      where f.last_at + make_interval(secs => ${waitSeconds(one.kind)}) <= ${now}::timestamptz
    returning failures`);
  if (charged.length > 0) return;
  const [row] = await tx.execute(sql`
    select ceil(extract(epoch from
      f.last_at + make_interval(secs => ${waitSeconds(one.kind)}) - ${now}::timestamptz))::int as left
    from sign_in_failures f where subject = ${subject}`);
  const retryAfterSeconds = Math.max(1, Number(row?.left ?? 1));
  throw new DomainError(
    "too_many",
    `Too many failed sign-ins; try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}

async function forget(db: Database | Transaction, one: Charge): Promise<void> {
  await db.execute(sql`delete from sign_in_failures where subject = ${subjectOf(one)}`);
}

/**
 * Counts an attempt before it is judged.
 * @throws DomainError `too_many` with the seconds left when it comes too soon; then nothing is counted
 */
export async function chargeAttempt(db: Database, attempt: Attempt, now: Instant): Promise<void> {
  await db.transaction(async (tx) => {
    for (const one of chargesOf(attempt)) await charge(tx, one, now);
  });
}

/**
 * Takes a successful attempt back. The account (or the device) begins anew; of the address only this attempt is
 * forgotten, or whoever has one account could go on guessing at others.
 */
export async function forgiveAttempt(db: Database, attempt: Attempt): Promise<void> {
  for (const one of chargesOf(attempt)) {
    if (one.kind !== "address") {
      await forget(db, one);
      continue;
    }
    const subject = subjectOf(one);
    await db.execute(sql`with kept as (
        update sign_in_failures set failures = failures - 1 where subject = ${subject} and failures > 1
        returning subject)
      delete from sign_in_failures where subject = ${subject} and not exists (select from kept)`);
  }
}

export interface CodeAttempt {
  readonly accountId: string;
  readonly device: string | null;
}

const codeCharge = ({ accountId, device }: CodeAttempt): Charge =>
  device === null
    ? { kind: "code", value: accountId }
    : { kind: "deviceCode", value: `${accountId} ${device}` };

/**
 * Counts a try at the second step. Apart from passwords: a right password must not wipe out what codes have cost.
 * @throws DomainError `too_many`, as for `chargeAttempt`
 */
export async function chargeCode(db: Database, attempt: CodeAttempt, now: Instant): Promise<void> {
  await db.transaction((tx) => charge(tx, codeCharge(attempt), now));
}

export async function forgiveCode(db: Database, attempt: CodeAttempt): Promise<void> {
  await forget(db, codeCharge(attempt));
}

/**
 * Counts a try at one's own password or code while signed in: who has found an open phone must not guess at will.
 * Strangers cannot reach this count.
 * @throws DomainError `too_many`, as for `chargeAttempt`
 */
export async function chargeOwn(db: Database, accountId: string, now: Instant): Promise<void> {
  await db.transaction((tx) => charge(tx, { kind: "own", value: accountId }, now));
}

export async function forgiveOwn(db: Database, accountId: string): Promise<void> {
  await forget(db, { kind: "own", value: accountId });
}

/** Forgets what an account's owner has to wait for: a one-time link has shown who they are. */
export async function forgiveAccount(
  tx: Transaction,
  { accountId, email }: { readonly accountId: string; readonly email: string },
): Promise<void> {
  await forget(tx, { kind: "account", value: email });
  await forget(tx, { kind: "code", value: accountId });
  await forget(tx, { kind: "own", value: accountId });
}
