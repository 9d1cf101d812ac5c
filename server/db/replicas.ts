/**
 * Streaming replicas, for what the public reads (DATABASE_REPLICA_URLS).
 *
 * What must be true: nobody is shown, and no cache keeps, an answer older than a change that this process has heard
 * of. So with each change the primary is asked how far its log has come, and a replica is used only once it has
 * replayed as much. While none has, or none answers, the primary serves everything, as if there were no replicas.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import { createDatabase, type Database, type DatabaseClient } from "./client.ts";

export interface Replicas {
  /** A replica that has all that this process knows of, each in its turn; null: read from the primary. */
  pick(): Database | null;
  /** Something has changed: no replica is picked until it has replayed that too. */
  fallBehind(): void;
  close(): Promise<void>;
}

export interface ReplicaOptions {
  readonly urls: readonly string[];
  readonly primary: DatabaseClient;
  /** Greatest number of connections to each. */
  readonly max: number;
  readonly log: Log;
}

/** How soon a replica that is behind is looked at again, and one that is not. */
const BEHIND_MS = 50;
const QUIET_MS = 2_000;
/** A replica that does not answer within this is not used. */
const ANSWER_LIMIT_MS = 1_000;

interface Replica {
  readonly name: string;
  readonly client: DatabaseClient;
  isFit: boolean;
}

async function hasReplayed({ client }: Replica, lsn: string): Promise<boolean> {
  const asked = client.sql`
    select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn as "isThere"`;
  const answer = asked.then(
    ([row]) => row?.isThere === true,
    () => false,
  );
  return Promise.race([answer, delay(ANSWER_LIMIT_MS, false, { ref: false })]);
}

export function createReplicas({ urls, primary, max, log }: ReplicaOptions): Replicas {
  const replicas = urls.map((url): Replica => {
    const { hostname, port } = new URL(url);
    return {
      name: `${hostname}:${port || "5432"}`,
      client: createDatabase(url, { max }),
      isFit: false,
    };
  });
  const closing = new AbortController();
  let wake = new AbortController();
  let turn = 0;
  /** Rises with each change; what was found for an older one counts no more. */
  let changes = 0;
  /** How far the primary's log was at the newest change; null: not asked yet. */
  let needed: string | null = null;

  function judge(replica: Replica, isFit: boolean): void {
    if (replica.isFit !== isFit && needed !== null) {
      log.debug(isFit ? "a replica has caught up" : "a replica is not used", { at: replica.name });
    }
    replica.isFit = isFit;
  }

  async function look(): Promise<void> {
    const seen = changes;
    if (needed === null) {
      const [row] = await primary.sql`select pg_current_wal_lsn()::text as lsn`;
      if (seen !== changes) return;
      needed = String(row?.lsn);
    }
    const lsn = needed;
    await Promise.all(
      replicas.map(async (replica) => {
        const isFit = await hasReplayed(replica, lsn);
        if (seen === changes) judge(replica, isFit);
      }),
    );
  }

  async function keepLooking(): Promise<void> {
    while (!closing.signal.aborted) {
      wake = new AbortController();
      // A primary that is away is the listener's to tell; until it is back no replica is trusted anew.
      await look().catch(() => undefined);
      const isQuiet = needed !== null && replicas.every(({ isFit }) => isFit);
      const signal = AbortSignal.any([wake.signal, closing.signal]);
      await delay(isQuiet ? QUIET_MS : BEHIND_MS, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  if (replicas.length > 0) void keepLooking();
  return {
    pick() {
      const fit = replicas.filter(({ isFit }) => isFit);
      turn += 1;
      return fit[turn % fit.length]?.client.db ?? null;
    },
    fallBehind() {
      changes += 1;
      needed = null;
      for (const replica of replicas) replica.isFit = false;
      wake.abort();
    },
    async close() {
      closing.abort();
      await Promise.all(replicas.map(({ client }) => client.close()));
    },
  };
}
