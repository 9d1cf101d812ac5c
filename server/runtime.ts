import type { Caller } from "./api/caller.ts";
import type { Database, DatabaseClient } from "./db/client.ts";
import type { Actor } from "./domain/actor.ts";
import type { Exercise } from "./domain/clock.ts";
import type { LiveHeld } from "./domain/live-status.ts";
import type { Instant } from "./domain/time.ts";
import type { Env } from "./env.ts";
import type { PageStatus } from "./http/page-status.ts";
import type { Log } from "./log.ts";
import type { MailWatches } from "./services/watches/mail-watches.ts";

/*
 * The one object that the whole process shares. Next bundles its own copy of every server module, so a module-level
 * variable would exist twice; a registered symbol on globalThis exists once. Only main.ts sets it, before Next starts.
 *
 * A part that pages need from outside of Next adds its field here, importing types only, and is made in main.ts.
 */

export interface Runtime {
  readonly env: Env;
  readonly log: Log;
  /** The address by which people reach this Gatewatch, without a slash at its end. */
  readonly publicUrl: string;
  /** What time it is; a page that needs the present takes it from here. */
  readonly now: () => Instant;
  /** Null in reality. */
  readonly exercise: Exercise | null;
  /** Signs sessions. */
  readonly authSecret: string;
  /** Where the database is, for what needs a connection of its own. Never log it: it holds the password. */
  readonly databaseUrl: string;
  readonly database: DatabaseClient;
  readonly db: Database;
  /** Which snapshot this process has at this moment. */
  readonly held: () => LiveHeld;
  /** Calls procedures in this process, as somebody or (null) as the public. */
  readonly caller: (actor: Actor | null) => Caller;
  /** Watches of the public by e-mail alone, which have no procedures: anybody could call those. */
  readonly mailWatches: MailWatches;
  /** Feeds of single watches, by the token in their address. */
  readonly watchFeeds: {
    /** Null: there is none. */
    readonly read: (link: unknown) => Promise<string | null>;
  };
  /** How a page that finds nothing is sent as 404. */
  readonly pageStatus: Omit<PageStatus, "follow">;
}

const KEY = Symbol.for("gatewatch.runtime");

/** globalThis has no type for a registered symbol; only the two functions below touch it. */
function slot(): { [KEY]?: Runtime } {
  return globalThis as { [KEY]?: Runtime };
}

export function setRuntime(runtime: Runtime): void {
  slot()[KEY] = runtime;
}

export function getRuntime(): Runtime {
  const runtime = slot()[KEY];
  if (runtime === undefined) {
    throw new Error(
      "The runtime is not set: this code runs only inside of server/main.ts (npm start).",
    );
  }
  return runtime;
}
