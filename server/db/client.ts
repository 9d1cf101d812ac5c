import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { errorCode, StartError } from "../start-error.ts";

/*
 * The connection pool. Drizzle and hand-written SQL share it.
 *
 * Beware: Drizzle turns off postgres.js' own conversion of dates and JSON on the pool that it is given. In hand-written
 * SQL an instant goes in as an ISO string and comes out as a string, and JSON goes in as a string.
 *
 * `sql.listen` opens a connection of its own and opens it again when it is lost.
 */

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

export interface DatabaseClient {
  readonly sql: postgres.Sql;
  readonly db: Database;
  /** Lets running queries end for a moment, then closes every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Greatest number of connections. */
  readonly max: number;
}

const CONNECT_LIMIT_SECONDS = 10;
const CLOSE_LIMIT_SECONDS = 2;
/** Oldest version whose features are used, as server_version_num has it. */
const MIN_SERVER_VERSION = 150_000;
/** A lost database is asked again within a second, however long it has been away. */
const RECONNECT_SECONDS = { first: 0.05, most: 1 };

/** Makes a pool; nothing is connected until the first query. */
export function createDatabase(url: string, options: DatabaseOptions): DatabaseClient {
  const sql = postgres(url, {
    max: options.max,
    connect_timeout: CONNECT_LIMIT_SECONDS,
    backoff: (attempt) =>
      Math.min(RECONNECT_SECONDS.first * 2 ** Math.min(attempt, 10), RECONNECT_SECONDS.most),
    onnotice: () => undefined,
    // Every statement finds its rows by an index, whatever its values: planning it anew for each costs up to 3 ms.
    connection: { application_name: "gatewatch", plan_cache_mode: "force_generic_plan" },
  });
  return {
    sql,
    db: drizzle(preparing(sql)),
    close: () => sql.end({ timeout: CLOSE_LIMIT_SECONDS }),
  };
}

/** The functions of a client that Drizzle calls. */
type Scope = Pick<postgres.Sql, "unsafe"> & Partial<Pick<postgres.Sql, "begin">>;

/**
 * The same client, whose statements are prepared once per connection. Drizzle asks for that only in queries that
 * are given a name; ours are few and always the same text, and planning one anew costs more than running it
 * (a group of reports: 5 ms instead of 2).
 */
function preparing<T extends Scope>(sql: T): T {
  return new Proxy(sql, {
    get(target, name) {
      if (name === "unsafe") return prepareStatement(target);
      if (name !== "begin" && name !== "savepoint") return Reflect.get(target, name);
      const open: unknown = Reflect.get(target, name);
      if (typeof open !== "function") return open;
      // Both end with the callback that is given the transaction's own client.
      return (...args: unknown[]) => {
        const run = args.at(-1);
        const inside = (scope: Scope) => (typeof run === "function" ? run(preparing(scope)) : run);
        return open.apply(target, [...args.slice(0, -1), inside]);
      };
    },
  });
}

function prepareStatement(sql: Scope): postgres.Sql["unsafe"] {
  return new Proxy(sql.unsafe, {
    apply: (unsafe, self, [text, args = [], options = {}]) => {
      const query: Promise<unknown> = Reflect.apply(unsafe, self, [
        text,
        args,
        { ...options, prepare: true },
      ]);
      query.catch((error: unknown) => hideValues(error, args));
      return query;
    },
  });
}

/**
 * A statement's values are what people sent us: names, notes, password hashes. Drizzle writes them into the error's
 * message, from the very array that it gave here, and Postgres tells the row in `detail`: both are gone before either
 * can reach a log.
 */
function hideValues(error: unknown, args: unknown[]): void {
  args.length = 0;
  if (error instanceof Error) {
    for (const name of ["detail", "parameters", "args"]) Reflect.deleteProperty(error, name);
  }
}

/** Throws a `StartError` unless the database answers, lets us in, and is new enough. */
export async function checkDatabase(client: DatabaseClient, url: string): Promise<void> {
  let version: number;
  try {
    const [row] = await client.sql`select current_setting('server_version_num')::int as version`;
    version = Number(row?.version);
  } catch (error) {
    throw explainConnection(error, url);
  }
  if (version >= MIN_SERVER_VERSION) return;
  const found = `${Math.floor(version / 10_000)}`;
  throw new StartError(
    `The database at ${shownTarget(url).place} is Postgres ${found}, and Gatewatch needs 15 or newer; upgrade it, or unset DATABASE_URL to use the embedded one.`,
  );
}

/** The parts of a database address that may be shown: never the password. */
function shownTarget(url: string): { place: string; user: string; database: string } {
  const { hostname, port, username, pathname } = new URL(url);
  return {
    place: `${hostname || "localhost"}:${port || "5432"}`,
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
  };
}

/** Postgres' own codes are five characters, see https://www.postgresql.org/docs/current/errcodes-appendix.html */
function explainConnection(error: unknown, url: string): StartError {
  const { place, user, database } = shownTarget(url);
  const options = { cause: error };
  const code = errorCode(error) ?? "";
  switch (code) {
    case "28P01":
    case "28000":
      return new StartError(
        `The database at ${place} refuses the user "${user}"; correct the name or password in DATABASE_URL.`,
        options,
      );
    case "3D000":
      return new StartError(
        `There is no database "${database}" at ${place}; create it (createdb ${database}), or correct DATABASE_URL.`,
        options,
      );
    case "42501":
      return new StartError(
        `The user "${user}" may not use the database "${database}" at ${place}; grant it that, or correct DATABASE_URL.`,
        options,
      );
    case "53300":
      return new StartError(
        `The database at ${place} has no free connection; close some or raise max_connections.`,
        options,
      );
    case "57P03":
      return new StartError(
        `The database at ${place} is still starting or is stopping; start Gatewatch again in a moment.`,
        options,
      );
    default: {
      const reason = code || (error instanceof Error ? error.message : String(error));
      return new StartError(
        `No Postgres answers at ${place} (${reason}); start it, or correct DATABASE_URL.`,
        options,
      );
    }
  }
}
