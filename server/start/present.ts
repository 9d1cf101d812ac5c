import type { DatabaseClient } from "../db/client.ts";
import { ageStatus } from "../domain/age-status.ts";
import type { Clock } from "../domain/clock.ts";
import type { CrossingId } from "../domain/crossing.ts";
import type { CrossingStatus } from "../domain/status.ts";
import { createListener, type Listener } from "../live/listen.ts";
import { readAll } from "../live/read-all.ts";
import { createSnapshot, type Snapshot } from "../live/snapshot.ts";
import type { Log } from "../log.ts";
import { forgetCrossings, listCrossings } from "../services/crossings/find-crossings.ts";
import { readPresentStatus, readPresentStatuses } from "../services/status/read-status.ts";

interface PresentOptions {
  readonly database: DatabaseClient;
  readonly log: Log;
  readonly clock: Clock;
}

/** The present status of every crossing and what keeps it in step with the database and with time. */
export function createPresent({ database, log, clock }: PresentOptions): {
  snapshot: Snapshot;
  listener: Listener;
} {
  const { now } = clock;
  const snapshot = createSnapshot({ nowMs: Date.now });

  /** By what is at hand; the listener asks the database afterwards (a claim's own end, say). */
  function ageCrossing(crossingId: CrossingId): CrossingStatus | null {
    const status = snapshot.get(crossingId);
    return status === null ? null : ageStatus(status, now());
  }

  const readCrossing = (crossingId: CrossingId) =>
    readPresentStatus(database.db, crossingId, now());

  const listener = createListener({
    sql: database.sql,
    snapshot,
    readCrossing,
    readAll() {
      // Whoever asks for all may have changed the registry.
      forgetCrossings(database.db);
      return readAll({
        readTogether: () => readPresentStatuses(database.db, now()),
        listIds: async () => (await listCrossings(database.db, now())).map(({ id }) => id),
        readCrossing,
        lastKnown: snapshot.get,
        log,
      });
    },
    ageCrossing,
    ping: () => database.sql`select 1`,
    nowMs: Date.now,
    clock,
    log,
  });
  return { snapshot, listener };
}
