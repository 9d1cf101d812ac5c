import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { Actor, Role } from "#server/domain/actor.ts";
import { addMs, type Instant } from "#server/domain/time.ts";
import { addAccount } from "#server/services/accounts/add-account.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { signIn } from "#server/services/accounts/sign-in.ts";
import type { ServiceContext } from "#server/services/context.ts";

export const NOW: Instant = "2025-10-13T12:00:00.000Z";
export const PASSWORD = "mountain pass at dawn";

export const later = (ms: number): Instant => addMs(NOW, ms);

export function contextOf(
  database: Database,
  more: Partial<Omit<ServiceContext, "database">> = {},
): ServiceContext {
  return { actor: OPERATOR, database, now: NOW, ...more };
}

export function actorOf(role: Role, more: Partial<Actor> = {}): Actor {
  return { accountId: randomUUID(), role, name: role, crossingIds: [], ...more };
}

/** A crossing with what the table demands and nothing else. */
export async function addCrossing(database: Database, id: string): Promise<void> {
  const columns = await database.execute<{ column_name: string; data_type: string }>(sql`
    select column_name, data_type from information_schema.columns
    where table_name = 'crossings' and table_schema = 'public'
      and is_nullable = 'NO' and column_default is null`);
  const values = columns.map(({ column_name, data_type }) => {
    if (column_name === "id") return sql`${id}`;
    if (data_type === "jsonb") return sql`'[]'::jsonb`;
    return data_type === "integer" ? sql`60` : sql`'x'`;
  });
  const names = columns.map(({ column_name }) => sql.identifier(column_name));
  await database.execute(
    sql`insert into crossings (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`,
  );
}

let people = 0;

/** An account with `PASSWORD`; its e-mail. */
export async function addPerson(
  database: Database,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ email: string; accountId: string }> {
  people += 1;
  const email = `person-${people}@example.org`;
  const input = { email, name: "Zarghuna", role: "reporter", password: PASSWORD, ...more };
  return addAccount(contextOf(database), input);
}

export const AUTH_SECRET = "a secret that only tests know, long enough";

export interface SignInAs {
  readonly password?: string;
  readonly address?: string | null;
  readonly deviceToken?: string | null;
  readonly now?: Instant;
}

/** The first step of signing in. */
export function givePassword(database: Database, email: string, more: SignInAs = {}) {
  const { password = PASSWORD, address = "203.0.113.7", deviceToken = null, now = NOW } = more;
  return signIn(
    { ...contextOf(database, { actor: null, now }), authSecret: AUTH_SECRET },
    { email, password, address, deviceToken, userAgent: "a phone" },
  );
}

/** Signs in to an account without a second step. */
export async function signInAs(database: Database, email: string, more: SignInAs = {}) {
  const outcome = await givePassword(database, email, more);
  if (outcome.kind !== "signed_in") throw new Error(`${email} was asked for a code`);
  return outcome;
}
