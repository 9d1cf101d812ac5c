import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Instant } from "#server/domain/time.ts";

/** What every service is given: who asks, the database, and what time it is. */
export interface ServiceContext {
  readonly actor: Actor | null;
  readonly database: Database;
  readonly now: Instant;
}
