/**
 * Judges what is new for a watch, and tells what is due: one transaction in which its memory moves on, the notice is
 * written and the job that delivers it is added. A crash before its commit leaves everything as it was, and the job
 * that asked is tried again; one after it leaves nothing to do. So nothing is lost and nothing told twice.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { lastSeenWordAt } from "#server/domain/silence.ts";
import { addMs, type Instant, laterOf } from "#server/domain/time.ts";
import { borderOf } from "#server/domain/watch.ts";
import { matchChange } from "#server/domain/watch-match.ts";
import { type CrossingMemory, rememberStatus } from "#server/domain/watch-memory.ts";
import { noticeType } from "#server/domain/watch-notice.ts";
import {
  EMPTY_QUEUE,
  enqueue,
  takeMessage,
  type WatchMessage,
  type WatchQueue,
} from "#server/domain/watch-queue.ts";
import { matchTime } from "#server/domain/watch-time.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { addNoticeJob } from "../notices/notice-job.ts";
import { buildNotice, type NoticeParts } from "./notice-data.ts";
import { noticeId } from "./notice-id.ts";
import { wakeWatch } from "./watch-jobs.ts";
import {
  PLANNED_AHEAD_MS,
  readNewChanges,
  readPlanned,
  readWatchedStatuses,
} from "./watch-news.ts";
import { readWatches, type StoredWatch } from "./watch-rows.ts";
import { watchedCrossings } from "./watched-crossings.ts";
import { watchedRule } from "./watched-rule.ts";

type Memories = ReadonlyMap<CrossingId, CrossingMemory>;

const MemoryRow = z.object({ crossings: z.unknown(), queue: z.unknown() });
/** Memories are written only by `storeMemory`, from the core's own types. */
const asMemories = (stored: unknown) => stored as Readonly<Record<CrossingId, CrossingMemory>>;
const asQueue = (stored: unknown) => stored as WatchQueue;

/** Takes the watch's lock: one at a time judges for it. Null: it has ended, is parked, or never was. */
async function lockWatch(tx: Transaction, watchId: string): Promise<StoredWatch | null> {
  const locked = await tx.execute(sql`
    select id from watches where id = ${watchId}::uuid and ended_at is null and parked_at is null for update`);
  if (locked.length === 0) return null;
  const [watch] = await readWatches(tx, sql`w.id = ${watchId}::uuid`);
  return watch ?? null;
}

async function readMemory(tx: Transaction, watchId: string) {
  const [row] = await selectRows(
    tx,
    MemoryRow,
    sql`select crossings, queue from watch_memories where watch_id = ${watchId}::uuid`,
  );
  return row === undefined
    ? { memories: {}, queue: EMPTY_QUEUE }
    : { memories: asMemories(row.crossings), queue: asQueue(row.queue) };
}

async function storeMemory(
  tx: Transaction,
  watchId: string,
  kept: { readonly memories: Memories; readonly queue: WatchQueue; readonly now: Instant },
): Promise<void> {
  const crossings = Object.fromEntries(kept.memories);
  await tx.execute(sql`
    insert into watch_memories (watch_id, crossings, queue, judged_at)
    values (${watchId}::uuid, ${jsonParam(crossings)}, ${jsonParam(kept.queue)}, ${kept.now}::timestamptz)
    on conflict (watch_id) do update
      set crossings = excluded.crossings, queue = excluded.queue, judged_at = excluded.judged_at`);
}

async function tell(
  tx: Transaction,
  watch: StoredWatch,
  message: WatchMessage,
  parts: NoticeParts,
): Promise<void> {
  const notice = await buildNotice(tx, watch, message, parts);
  const events = message.items.map(({ event }) => event);
  const id = noticeId(watch.id, events);
  const { channel } = watch;
  // A feed is read, not sent.
  const isRead = channel.kind === "feed";
  const inserted = await tx.execute(sql`
    insert into notices (id, watch_id, endpoint_id, type, data, created_at, due_at, state, settled_at)
    values (${id}::uuid, ${watch.id}::uuid, ${channel.kind === "webhook" ? channel.endpoint : null}::uuid,
      ${noticeType(watch, message)}, ${jsonParam(notice)}, ${message.at}::timestamptz, ${message.at}::timestamptz,
      ${isRead ? "sent" : "waiting"}, ${isRead ? message.at : null}::timestamptz)
    on conflict (id) do nothing returning id`);
  if (inserted.length > 0 && !isRead) await addNoticeJob(tx, { noticeId: id, dueAt: message.at });
}

const earliest = (instants: readonly (Instant | null)[]): Instant | null =>
  instants.filter((one) => one !== null).sort()[0] ?? null;

/** What is judged under the watch's lock; gives whether something was told. */
async function judgeLocked(
  tx: Transaction,
  stored: StoredWatch,
  { database, now }: { readonly database: Database; readonly now: Instant },
): Promise<boolean> {
  const rule = await watchedRule(tx, stored);
  const watch = { ...stored, rule };
  const clock = { timing: watch.timing, zone: watch.zone };
  const kept = await readMemory(tx, watch.id);
  const crossings = await watchedCrossings(tx, watch.subject, { database, now });
  const ids = crossings.map(({ id }) => id);
  const watched = await readWatchedStatuses(tx, ids);
  const ahead = { from: now, to: addMs(now, PLANNED_AHEAD_MS) };
  const planned = rule.kind === "planned" ? await readPlanned(tx, ids, ahead) : new Map();
  const memories = new Map<CrossingId, CrossingMemory>();
  for (const [id, { status, sequence }] of watched) {
    // What is new in a corridor or a country begins as it stands.
    memories.set(id, kept.memories[id] ?? rememberStatus(status, sequence));
  }
  const judged = new Map([...memories].map(([id, { sequence }]) => [id, sequence]));
  let { queue } = kept;
  for (const change of await readNewChanges(tx, judged)) {
    const memory = memories.get(change.crossingId);
    if (memory === undefined) continue;
    const match = matchChange(rule, memory, change);
    memories.set(change.crossingId, match.memory);
    queue = enqueue(clock, queue, match);
  }
  const looks: (Instant | null)[] = [];
  for (const [crossingId, memory] of memories) {
    const status = watched.get(crossingId)?.status;
    const lastWordAt = status === undefined ? null : lastSeenWordAt(status);
    const look = { crossingId, at: now, planned: planned.get(crossingId) ?? [] };
    const match = matchTime(rule, { ...memory, lastWordAt }, look);
    memories.set(crossingId, match.memory);
    queue = enqueue(clock, queue, match);
    looks.push(match.nextAt);
  }
  const taken = takeMessage(clock, queue, now);
  if (taken.message !== null) {
    const statuses = new Map([...watched].map(([id, { status }]) => [id, status]));
    await tell(tx, watch, taken.message, { crossings, statuses });
  }
  await storeMemory(tx, watch.id, { memories, queue: taken.queue, now });
  const nextAt = earliest([...looks, taken.nextAt]);
  if (nextAt !== null) await wakeWatch(tx, watch.id, laterOf(nextAt, now));
  return taken.message !== null;
}

/** Judges one watch in a transaction that is under way: when it begins, so that only what comes later is told. */
export async function judgeInside(
  tx: Transaction,
  watchId: string,
  at: { readonly database: Database; readonly now: Instant },
): Promise<boolean> {
  const watch = await lockWatch(tx, watchId);
  return watch !== null && judgeLocked(tx, watch, at);
}

/**
 * Judges one watch.
 * @returns whether it told something; false also for a watch that has ended or is parked
 */
export function judgeWatch(database: Database, watchId: string, now: Instant): Promise<boolean> {
  return database.transaction((tx) => judgeInside(tx, watchId, { database, now }));
}

/** So many at a time: a gate that thousands watch waits mostly for Postgres, whose connections others need too. */
const JUDGED_AT_ONCE = 3;

/**
 * Judges every watch of a crossing, each in a transaction of its own: asked again after a crash, those that were done
 * find nothing new. One that cannot be judged keeps none of the others from it.
 * @returns how many told something
 * @throws AggregateError of those that could not be judged, once all others have been: the job is tried again
 */
export async function judgeCrossing(
  database: Database,
  crossingId: CrossingId,
  now: Instant,
): Promise<number> {
  const crossing = (await listCrossings(database, now)).find(({ id }) => id === crossingId);
  if (crossing === undefined) return 0;
  const countries = crossing.sides.map(({ country }) => country);
  const rows = await selectRows(
    database,
    z.object({ id: z.string() }),
    sql`select id from watches where crossing_id = ${crossingId} and ended_at is null and parked_at is null
      union all select id from watches where border = ${borderOf(crossing)} and ended_at is null and parked_at is null
      union all select id from watches where country in (select jsonb_array_elements_text(${jsonParam(countries)}))
        and ended_at is null and parked_at is null
      union all select w.id from corridor_crossings c join watches w on w.corridor_id = c.corridor_id
        where c.crossing_id = ${crossingId} and w.ended_at is null and w.parked_at is null
      order by id`,
  );
  let told = 0;
  const failures: Error[] = [];
  const left = rows.values();
  const judgeSome = async () => {
    for (const { id } of left) {
      try {
        const hasTold = await judgeWatch(database, id, now);
        if (hasTold) told += 1;
      } catch (error) {
        failures.push(new Error(`watch ${id} could not be judged`, { cause: error }));
      }
    }
  };
  await Promise.all(Array.from({ length: JUDGED_AT_ONCE }, judgeSome));
  if (failures.length > 0) {
    const [first] = failures;
    throw new AggregateError(failures, `${first?.message} (${failures.length} of ${rows.length})`);
  }
  return told;
}
