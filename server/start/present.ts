import type { DatabaseClient } from "../db/client.ts";
import { ageStatus } from "../domain/age-status.ts";
import type { CrossingId } from "../domain/crossing.ts";
import type { CrossingStatus } from "../domain/status.ts";
import { createListener, type Listener } from "../live/listen.ts";
import { createSnapshot, type Snapshot } from "../live/snapshot.ts";
import type { Log } from "../log.ts";
import { readPresentStatus, readPresentStatuses } from "../services/status/read-status.ts";

/** The present status of every crossing and what keeps it in step with the database and with time. */
export function createPresent({ database, log }: { database: DatabaseClient; log: Log }): {
  snapshot: Snapshot;
  listener: Listener;
} {
  const now = () => new Date().toISOString();
  const snapshot = createSnapshot({ nowMs: Date.now });

  /** Time alone changed it: at once by what is at hand, then as the database has it (a claim's own end, say). */
  function ageCrossing(crossingId: CrossingId): CrossingStatus | null {
    readPresentStatus(database.db, crossingId, now()).then(
      (status) => snapshot.set(crossingId, status),
      (error: unknown) => log.debug("a status could not be read again", { crossingId, error }),
    );
    const status = snapshot.get(crossingId);
    return status === null ? null : ageStatus(status, now());
  }

  const listener = createListener({
    sql: database.sql,
    snapshot,
    readCrossing: (crossingId) => readPresentStatus(database.db, crossingId, now()),
    readAll: () => readPresentStatuses(database.db, now()),
    ageCrossing,
    ping: () => database.sql`select 1`,
    nowMs: Date.now,
    log,
  });
  return { snapshot, listener };
}
