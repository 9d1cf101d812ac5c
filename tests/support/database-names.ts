import { createDatabase } from "#server/db/client.ts";

/** The migrated, empty database that others are copied from. Nobody stays connected to it: Postgres refuses to copy then. */
export const TEMPLATE = "gatewatch_template";

/** The same server, another database on it. */
export function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Makes a database anew, dropping one of that name first. */
export async function createNamedDatabase(
  serverUrl: string,
  { name, template = "template1" }: { name: string; template?: string },
): Promise<void> {
  const client = createDatabase(inDatabase(serverUrl, "postgres"), { max: 1 });
  const { sql } = client;
  try {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`create database ${sql(name)} template ${sql(template)}`;
  } finally {
    await client.close();
  }
}

export async function dropDatabase(url: string): Promise<void> {
  const client = createDatabase(inDatabase(url, "postgres"), { max: 1 });
  try {
    await client.sql`drop database if exists ${client.sql(new URL(url).pathname.slice(1))} with (force)`;
  } finally {
    await client.close();
  }
}
