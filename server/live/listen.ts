/**
 * Keeps the snapshot in step with Postgres: LISTENs on the channel `crossing`, whose payload is a crossing's id
 * ("look at this one again") or `*` ("look at all again"), and lets statuses age when their time comes.
 *
 * What must be true: after every (re)subscription everything is read again, so a notification lost with a connection
 * loses nothing; while the database is away the old snapshot is served and aged. postgres.js subscribes again by
 * itself, with a back-off of its own, and calls `onlisten` each time.
 */
import type { Clock } from "#server/domain/clock.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { fromMs, type Instant, SECOND_MS, toMs } from "#server/domain/time.ts";
import type { Log } from "#server/log.ts";
import { createReread } from "./reread.ts";
import type { Snapshot } from "./snapshot.ts";

export const CROSSING_CHANNEL = "crossing";
export const ALL_CROSSINGS = "*";

/** The part of a postgres.js client that is needed here. */
export interface ListenClient {
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onListen?: () => void,
  ): PromiseLike<{ unlisten(): Promise<void> }>;
}

export interface ListenerOptions {
  readonly sql: ListenClient;
  readonly snapshot: Snapshot;
  readonly readCrossing: (crossingId: CrossingId) => Promise<CrossingStatus | null>;
  readonly readAll: () => Promise<readonly CrossingStatus[]>;
  /** The status as it is now by time alone; must not need the database, which may be away. */
  readonly ageCrossing: (crossingId: CrossingId) => CrossingStatus | null;
  /** Resolves when the database answers. */
  readonly ping: () => Promise<unknown>;
  /** The machine's clock, for pauses. */
  readonly nowMs: () => number;
  /** By which statuses age; the machine's own when not given. */
  readonly clock?: Pick<Clock, "now" | "untilMs">;
  readonly log: Log;
}

export interface Readiness {
  readonly isReady: boolean;
  readonly reason: string | null;
}

export interface Listener {
  /** Resolves after the first attempt to subscribe; what fails is tried again in the background. */
  start(): Promise<void>;
  stop(): Promise<void>;
  readiness(): Readiness;
}

const PING_EVERY_MS = 3 * SECOND_MS;
const PING_TIMEOUT_MS = 5 * SECOND_MS;
/** A connection that died silently may never answer; another one is asked after so long. */
const PING_GIVE_UP_MS = 60 * SECOND_MS;
/** How long the database may be away before this process calls itself not ready. */
const AWAY_TOLERANCE_MS = 10 * SECOND_MS;
/** Ageing runs at most this often, whatever `nextChangeAt` says, so that a wrong one cannot make it spin. */
const AGE_PACE_MS = 250;
/** Timers beyond 24.8 days overflow; looking again each minute also follows a clock that was set. */
const LONGEST_SLEEP_MS = 60 * SECOND_MS;

export function createListener(options: ListenerOptions): Listener {
  const { sql, snapshot, ageCrossing, ping, nowMs, log } = options;
  const now = () => options.clock?.now() ?? fromMs(nowMs());
  const untilMs = (at: Instant) => options.clock?.untilMs(at) ?? toMs(at) - nowMs();
  let awaySinceMs: number | null = null;
  let subscription: { unlisten(): Promise<void> } | null = null;
  let stopped = false;
  let ageTimer: NodeJS.Timeout | null = null;
  let pingTimer: NodeJS.Timeout | null = null;
  let asked: { readonly atMs: number; readonly answer: Promise<unknown> } | null = null;

  function heard(fromDatabase: boolean): void {
    if (fromDatabase && awaySinceMs !== null) log.info("the database is back");
    if (!fromDatabase && awaySinceMs === null)
      log.warn("the database does not answer; the old snapshot stays");
    awaySinceMs = fromDatabase ? null : (awaySinceMs ?? nowMs());
  }

  const reread = createReread({ ...options, onAttempt: heard });

  function onNotify(payload: string): void {
    const crossingId = CrossingId.safeParse(payload);
    if (payload === ALL_CROSSINGS) reread.all();
    else if (crossingId.success) reread.crossing(crossingId.data);
    else log.warn("a notification names no crossing", { payload: payload.slice(0, 80) });
  }

  function scheduleAgeing(atLeastMs: number): void {
    if (ageTimer !== null) clearTimeout(ageTimer);
    if (stopped) return;
    const next = snapshot.nextChangeAt;
    const delay = next === null ? LONGEST_SLEEP_MS : untilMs(next);
    ageTimer = setTimeout(age, Math.min(Math.max(delay, atLeastMs), LONGEST_SLEEP_MS));
    ageTimer.unref();
  }

  function age(): void {
    for (const crossingId of snapshot.dueAt(now())) {
      try {
        const status = ageCrossing(crossingId);
        if (status !== null) snapshot.set(crossingId, status);
        // What time alone does not tell; many at once wait for their turn there.
        reread.crossing(crossingId);
      } catch (error) {
        log.error("a status could not be aged", { crossingId, error });
      }
    }
    scheduleAgeing(AGE_PACE_MS);
  }

  /** One at a time: in a hang they would pile up on the connections that everybody needs. */
  function askedPing(): Promise<unknown> {
    if (asked === null || nowMs() - asked.atMs > PING_GIVE_UP_MS) {
      const mine = { atMs: nowMs(), answer: ping() };
      const forget = () => {
        if (asked === mine) asked = null;
      };
      mine.answer.then(forget, forget);
      asked = mine;
    }
    return asked.answer;
  }

  async function pingOnce(): Promise<void> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error("no answer in time")), PING_TIMEOUT_MS).unref();
    });
    try {
      await Promise.race([askedPing(), late]);
      heard(true);
    } catch {
      heard(false);
    }
    if (stopped) return;
    pingTimer = setTimeout(pingOnce, PING_EVERY_MS);
    pingTimer.unref();
  }

  const unsubscribe = snapshot.subscribe(() => scheduleAgeing(AGE_PACE_MS));

  return {
    async start() {
      void pingOnce();
      scheduleAgeing(0);
      try {
        subscription = await sql.listen(CROSSING_CHANNEL, onNotify, () => reread.all());
      } catch (error) {
        // postgres.js goes on trying; what is known so far is read without it.
        log.warn("cannot listen for changes yet", { error });
        reread.all();
      }
    },
    async stop() {
      stopped = true;
      unsubscribe();
      if (ageTimer !== null) clearTimeout(ageTimer);
      if (pingTimer !== null) clearTimeout(pingTimer);
      await reread.stop();
      await subscription?.unlisten().catch(() => undefined);
    },
    readiness() {
      if (!snapshot.isLoaded) return { isReady: false, reason: "crossings are not loaded yet" };
      const isAway = awaySinceMs !== null && nowMs() - awaySinceMs > AWAY_TOLERANCE_MS;
      return { isReady: !isAway, reason: isAway ? "the database is away" : null };
    },
  };
}
