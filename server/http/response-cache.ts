/**
 * The response cache: public answers, rendered and compressed once, served until what they show has changed.
 *
 * An entry is current while the snapshot has the version it was rendered from and no status in it has changed by
 * time alone. What is no longer current is rendered again, once at a time for each key. A page that is asked for
 * often is meanwhile answered from the old entry, and rendered at most once per `PACE_MS`, so that a stream of
 * reports cannot make the server do nothing but render; a page asked for seldom waits for its render and is exact.
 *
 * Bounded: the least recently used entries leave when there are too many bytes or keys; an answer that is too large
 * is sent and not kept. A failed render is never kept; the old entry then serves for a while longer.
 */
import type { Answer } from "./cached-entry.ts";

/** From so many requests in a second on, a key is busy. */
const BUSY_HITS = 20;
const WINDOW_MS = 1_000;
/** A busy key is rendered at most this often, and takes at most a fifth of the time. */
const PACE_MS = 1_000;
const PACE_RENDERS = 5;
/** A busy key's old entry serves no longer than this after it was last current. */
const MAX_STALE_MS = 10_000;
/** When renders fail, the old entry serves for so long. */
const MAX_STALE_ON_ERROR_MS = 60_000;

/** What a render gives: an answer, and whether and for how long others may have it too. */
export interface Rendered {
  readonly answer: Answer;
  /** Milliseconds since 1970; null: until the snapshot changes. 0: not to be kept. */
  readonly keepUntilMs: number | null;
}

/** Thrown by a render that ended in an error page: it serves only those for whom there is nothing older. */
export class FailedRender extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`the render answered ${answer.status}`);
    this.name = "FailedRender";
    this.answer = answer;
  }
}

interface Entry {
  readonly answer: Answer;
  readonly version: number;
  readonly keepUntilMs: number;
  readonly renderMs: number;
  lastCurrentAtMs: number;
  triedAtMs: number;
  windowAtMs: number;
  hits: number;
  hitsBefore: number;
}

interface Flight {
  readonly version: number;
  readonly result: Promise<Answer>;
}

export type Outcome = "hit" | "stale" | "miss";

export interface ResponseCacheOptions {
  readonly version: () => number;
  readonly nowMs: () => number;
  readonly maxBytes: number;
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  readonly onOutcome: (outcome: Outcome) => void;
  /** A render that nobody waited for failed. */
  readonly onFailure: (key: string, error: unknown) => void;
}

export interface ResponseCache {
  /** The answer at once when there is one to serve, else when it has been rendered. */
  answer(key: string, render: () => Promise<Rendered>): Answer | Promise<Answer>;
  /** The answer when there is one to serve at once; null otherwise, and then nothing is counted or rendered. */
  answerNow(key: string, render: () => Promise<Rendered>): Answer | null;
  /** Whether something, current or not, is kept under this key. */
  has(key: string): boolean;
  readonly bytes: number;
  readonly size: number;
}

export function createResponseCache(options: ResponseCacheOptions): ResponseCache {
  const { version, nowMs, maxBytes, maxEntries, maxEntryBytes, onOutcome, onFailure } = options;
  const entries = new Map<string, Entry>();
  const flights = new Map<string, Flight>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= entries.get(key)?.answer.bytes ?? 0;
    entries.delete(key);
  }

  function keep(key: string, entry: Entry): void {
    drop(key);
    if (entry.answer.bytes > maxEntryBytes) return;
    entries.set(key, entry);
    bytes += entry.answer.bytes;
    for (const oldest of entries.keys()) {
      if (bytes <= maxBytes && entries.size <= maxEntries) return;
      drop(oldest);
    }
  }

  async function fly(key: string, render: () => Promise<Rendered>): Promise<Answer> {
    const from = version();
    const startedAt = nowMs();
    const old = entries.get(key);
    if (old !== undefined) old.triedAtMs = startedAt;
    const { answer, keepUntilMs } = await render();
    if (keepUntilMs !== 0) {
      keep(key, {
        answer,
        version: from,
        keepUntilMs: keepUntilMs ?? Number.POSITIVE_INFINITY,
        renderMs: nowMs() - startedAt,
        lastCurrentAtMs: startedAt,
        triedAtMs: startedAt,
        windowAtMs: old?.windowAtMs ?? startedAt,
        hits: old?.hits ?? 0,
        hitsBefore: old?.hitsBefore ?? 0,
      });
    } else drop(key);
    return answer;
  }

  function start(key: string, render: () => Promise<Rendered>): Flight {
    const flight = {
      version: version(),
      result: fly(key, render).finally(() => flights.delete(key)),
    };
    flights.set(key, flight);
    return flight;
  }

  /** Waits for a render that began no earlier than this call. */
  async function wait(key: string, render: () => Promise<Rendered>): Promise<Answer> {
    const wanted = version();
    let flight = flights.get(key);
    if (flight !== undefined && flight.version < wanted) {
      await flight.result.catch(() => undefined);
      flight = flights.get(key);
    }
    const old = entries.get(key);
    try {
      return await (flight ?? start(key, render)).result;
    } catch (error) {
      if (old === undefined || nowMs() - old.lastCurrentAtMs > MAX_STALE_ON_ERROR_MS) throw error;
      onFailure(key, error);
      return old.answer;
    }
  }

  /** Whether its key is busy with one more hit. */
  function isBusy(entry: Entry, now: number): boolean {
    const windows = Math.floor((now - entry.windowAtMs) / WINDOW_MS);
    if (windows > 0) {
      entry.hitsBefore = windows === 1 ? entry.hits : 0;
      entry.hits = 0;
      entry.windowAtMs += windows * WINDOW_MS;
    }
    return entry.hits + 1 >= BUSY_HITS || entry.hitsBefore >= BUSY_HITS;
  }

  function refresh(key: string, entry: Entry, render: () => Promise<Rendered>, now: number): void {
    const paceMs = Math.max(PACE_MS, PACE_RENDERS * entry.renderMs);
    if (flights.has(key) || now - entry.triedAtMs < paceMs) return;
    start(key, render).result.catch((error) => onFailure(key, error));
  }

  function answerNow(key: string, render: () => Promise<Rendered>): Answer | null {
    const entry = entries.get(key);
    if (entry === undefined) return null;
    const now = nowMs();
    const busy = isBusy(entry, now);
    if (entry.version === version() && now < entry.keepUntilMs) {
      entry.hits += 1;
      entry.lastCurrentAtMs = now;
      entries.delete(key);
      entries.set(key, entry);
      onOutcome("hit");
      return entry.answer;
    }
    if (!busy || now - entry.lastCurrentAtMs > MAX_STALE_MS) return null;
    entry.hits += 1;
    refresh(key, entry, render, now);
    onOutcome("stale");
    return entry.answer;
  }

  return {
    get bytes() {
      return bytes;
    },
    get size() {
      return entries.size;
    },
    has: (key) => entries.has(key),
    answerNow,
    answer(key, render) {
      const ready = answerNow(key, render);
      if (ready !== null) return ready;
      const entry = entries.get(key);
      if (entry !== undefined) entry.hits += 1;
      onOutcome("miss");
      return wait(key, render);
    },
  };
}
