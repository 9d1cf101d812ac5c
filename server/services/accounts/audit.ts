import { randomUUID } from "node:crypto";
import type { Transaction } from "#server/db/client.ts";
import { auditEvents } from "#server/db/schema/accounts.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Instant } from "#server/domain/time.ts";

/**
 * Whoever holds the machine and runs the admin command: may do everything, and is no account. Written to the audit
 * as "no account, at the command line".
 */
export const OPERATOR: Actor = {
  accountId: "00000000-0000-0000-0000-000000000000",
  role: "admin",
  name: "command line",
  crossingIds: [],
};

export interface AuditEntry {
  /** Null: nobody signed in (a one-time link). */
  readonly actor: Actor | null;
  readonly now: Instant;
  /** `noun.verb`, such as `account.disable`. */
  readonly action: string;
  /** Id of what was acted on. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes down who did what, inside of the transaction that does it. */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const isOperator = entry.actor?.accountId === OPERATOR.accountId;
  await tx.insert(auditEvents).values({
    id: randomUUID(),
    at: entry.now,
    accountId: isOperator ? null : (entry.actor?.accountId ?? null),
    action: entry.action,
    subject: entry.subject,
    details: { ...entry.details, ...(isOperator ? { by: OPERATOR.name } : {}) },
  });
}
