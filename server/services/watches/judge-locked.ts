/**
 * Judges what is new for watches whose locks are held, and tells what is due. A gate that thousands watch has one status
 * and one set of changes: these are read once for all of them, and what follows is written by one statement for each
 * table, whatever their number.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Change } from "#server/domain/change.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { lastSeenWordAt } from "#server/domain/silence.ts";
import { addMs, type Instant, laterOf } from "#server/domain/time.ts";
import { matchChange } from "#server/domain/watch-match.ts";
import { type CrossingMemory, rememberStatus } from "#server/domain/watch-memory.ts";
import {
  EMPTY_QUEUE,
  enqueue,
  takeMessage,
  type WatchMessage,
  type WatchQueue,
} from "#server/domain/watch-queue.ts";
import type { WatchRule } from "#server/domain/watch-rule.ts";
import { matchTime, type PlannedClosure } from "#server/domain/watch-time.ts";
import { wakeWatches } from "./watch-jobs.ts";
import {
  PLANNED_AHEAD_MS,
  readNewChanges,
  readPlanned,
  readWatchedStatuses,
  type WatchedStatus,
} from "./watch-news.ts";
import type { StoredWatch } from "./watch-rows.ts";
import { watchedCrossings } from "./watched-crossings.ts";
import { watchedRule } from "./watched-rule.ts";
import { type Told, writeNotices } from "./write-notices.ts";

export interface JudgedAt {
  readonly database: Database;
  readonly now: Instant;
}

type Memories = ReadonlyMap<CrossingId, CrossingMemory>;

interface Kept {
  readonly memories: Readonly<Record<CrossingId, CrossingMemory>>;
  readonly queue: WatchQueue;
}

const NOTHING_KEPT: Kept = { memories: {}, queue: EMPTY_QUEUE };

const MemoryRow = z.object({ watch_id: z.string(), crossings: z.unknown(), queue: z.unknown() });
/** Memories are written only by `storeMemories`, from the core's own types. */
const asMemories = (stored: unknown) => stored as Kept["memories"];
const asQueue = (stored: unknown) => stored as WatchQueue;

async function readMemories(tx: Transaction, ids: readonly string[]): Promise<Map<string, Kept>> {
  const rows = await selectRows(
    tx,
    MemoryRow,
    sql`select watch_id, crossings, queue from watch_memories
      where watch_id in (select jsonb_array_elements_text(${jsonParam(ids)})::uuid)`,
  );
  return new Map(
    rows.map(({ watch_id, crossings, queue }) => [
      watch_id,
      { memories: asMemories(crossings), queue: asQueue(queue) },
    ]),
  );
}

interface Judged {
  readonly watchId: string;
  readonly memories: Memories;
  readonly queue: WatchQueue;
  readonly message: WatchMessage | null;
  /** When to look again; null: when something changes. */
  readonly nextAt: Instant | null;
}

async function storeMemories(
  tx: Transaction,
  judged: readonly Judged[],
  now: Instant,
): Promise<void> {
  const rows = judged.map(({ watchId, memories, queue }) => ({
    watch_id: watchId,
    crossings: Object.fromEntries(memories),
    queue,
  }));
  await tx.execute(sql`
    insert into watch_memories (watch_id, crossings, queue, judged_at)
    select watch_id, crossings, queue, ${now}::timestamptz
    from jsonb_to_recordset(${jsonParam(rows)}) as r(watch_id uuid, crossings jsonb, queue jsonb)
    on conflict (watch_id) do update
      set crossings = excluded.crossings, queue = excluded.queue, judged_at = excluded.judged_at`);
}

/** A watch with all that it is judged by. */
interface Case {
  readonly watch: StoredWatch;
  readonly rule: WatchRule;
  readonly crossings: readonly Crossing[];
  readonly kept: Kept;
}

async function readCases(
  tx: Transaction,
  stored: readonly StoredWatch[],
  at: JudgedAt,
): Promise<Case[]> {
  const kept = await readMemories(
    tx,
    stored.map(({ id }) => id),
  );
  const crossings = new Map<string, readonly Crossing[]>();
  const cases: Case[] = [];
  for (const one of stored) {
    const subject = JSON.stringify(one.subject);
    const known = crossings.get(subject) ?? (await watchedCrossings(tx, one.subject, at));
    crossings.set(subject, known);
    const rule = await watchedRule(tx, one);
    const watch = { ...one, rule };
    cases.push({ watch, rule, crossings: known, kept: kept.get(one.id) ?? NOTHING_KEPT });
  }
  return cases;
}

/** What happened, of all crossings that are watched here. */
interface News {
  readonly watched: ReadonlyMap<CrossingId, WatchedStatus>;
  readonly planned: ReadonlyMap<CrossingId, readonly PlannedClosure[]>;
  /** Oldest first; for some of the watches also what they have judged before. */
  readonly changes: readonly Change[];
}

/** What a watch knew of its crossings: what is new in a corridor or a country begins as it stands. */
function knownBefore({ crossings, kept }: Case, watched: News["watched"]): Memories {
  return new Map(
    crossings.flatMap(({ id }) => {
      const now = watched.get(id);
      if (now === undefined) return [];
      return [[id, kept.memories[id] ?? rememberStatus(now.status, now.sequence)] as const];
    }),
  );
}

async function readNews(tx: Transaction, cases: readonly Case[], now: Instant): Promise<News> {
  const idsOf = (some: readonly Case[]) => [
    ...new Set(some.flatMap(({ crossings }) => crossings.map(({ id }) => id))),
  ];
  const watched = await readWatchedStatuses(tx, idsOf(cases));
  const ahead = { from: now, to: addMs(now, PLANNED_AHEAD_MS) };
  const planning = cases.filter(({ rule }) => rule.kind === "planned");
  const planned = planning.length === 0 ? new Map() : await readPlanned(tx, idsOf(planning), ahead);
  const judged = new Map<CrossingId, number>();
  for (const one of cases) {
    for (const [id, { sequence }] of knownBefore(one, watched)) {
      judged.set(id, Math.min(sequence, judged.get(id) ?? sequence));
    }
  }
  return { watched, planned, changes: await readNewChanges(tx, judged) };
}

function judgeOne(one: Case, { watched, planned, changes }: News, now: Instant): Judged {
  const { watch, rule, kept } = one;
  const clock = { timing: watch.timing, zone: watch.zone };
  const before = knownBefore(one, watched);
  const memories = new Map(before);
  let { queue } = kept;
  for (const change of changes) {
    const memory = memories.get(change.crossingId);
    const judged = before.get(change.crossingId)?.sequence ?? 0;
    if (memory === undefined || change.sequence <= judged) continue;
    const match = matchChange(rule, memory, change);
    memories.set(change.crossingId, match.memory);
    queue = enqueue(clock, queue, match);
  }
  const looks: Instant[] = [];
  for (const [crossingId, memory] of memories) {
    const status = watched.get(crossingId)?.status;
    const lastWordAt = status === undefined ? null : lastSeenWordAt(status);
    const look = { crossingId, at: now, planned: planned.get(crossingId) ?? [] };
    const match = matchTime(rule, { ...memory, lastWordAt }, look);
    memories.set(crossingId, match.memory);
    queue = enqueue(clock, queue, match);
    if (match.nextAt !== null) looks.push(match.nextAt);
  }
  const taken = takeMessage(clock, queue, now);
  if (taken.nextAt !== null) looks.push(taken.nextAt);
  const nextAt = looks.toSorted()[0] ?? null;
  return { watchId: watch.id, memories, queue: taken.queue, message: taken.message, nextAt };
}

/**
 * Judges watches whose locks this transaction holds.
 * @returns how many told something
 */
export async function judgeLocked(
  tx: Transaction,
  stored: readonly StoredWatch[],
  at: JudgedAt,
): Promise<number> {
  const { now } = at;
  if (stored.length === 0) return 0;
  const cases = await readCases(tx, stored, at);
  const news = await readNews(tx, cases, now);
  const statuses = new Map([...news.watched].map(([id, { status }]) => [id, status]));
  const judged: Judged[] = [];
  const told: Told[] = [];
  for (const one of cases) {
    const result = judgeOne(one, news, now);
    judged.push(result);
    const { watch, crossings } = one;
    if (result.message !== null) told.push({ watch, message: result.message, crossings });
  }
  await writeNotices(tx, told, statuses);
  await storeMemories(tx, judged, now);
  const wakes = judged.flatMap(({ watchId, nextAt }) =>
    nextAt === null ? [] : [{ watchId, at: laterOf(nextAt, now) }],
  );
  await wakeWatches(tx, wakes);
  return told.length;
}
