/** What a procedure knows besides its input. */

import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Exercise } from "#server/domain/clock.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FeedNetwork } from "#server/feeds/poll-feed.ts";
import type { Snapshot } from "#server/live/snapshot.ts";
import type { Log } from "#server/log.ts";
import type { ServiceContext } from "#server/services/context.ts";
import type { FeedAddress } from "#server/services/watches/watch-feed.ts";

/** What the API is made of, once for a process. */
export interface ApiDeps {
  readonly database: Database;
  readonly snapshot: Pick<Snapshot, "version" | "isLoaded" | "list">;
  readonly log: Log;
  readonly now: () => Instant;
  /** Absent or null in reality. */
  readonly exercise?: Exercise | null | undefined;
  /** How feeds are asked; absent: they are not (an exercise). */
  readonly feedNetwork?: FeedNetwork | undefined;
  /** Where a watch by feed is read; absent: nowhere. */
  readonly watchFeedUrl?: ((address: FeedAddress) => string) | undefined;
  /** Where the public may read instead, while it is up to date. */
  readonly replicas?:
    | {
        /** One that has all that this process knows of, null when none has. */
        pick(): Database | null;
        /** It failed to answer: none is picked until it is known to be well. */
        fallBehind(): void;
      }
    | undefined;
}

export interface ApiContext extends ApiDeps {
  /** null: the public. */
  readonly actor: Actor | null;
  /** Names this request in the log and in a refusal. */
  readonly requestId: string;
}

/** The same instant for everything that one call does. */
export const serviceContext = ({ actor, database, now }: ApiContext): ServiceContext => ({
  actor,
  database,
  now: now(),
});
