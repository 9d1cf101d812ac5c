/**
 * Judges watches, each under its lock, in a transaction in which its memory moves on, the notice is written and the job
 * that delivers it is added. A crash before its commit leaves everything as it was, and the job that asked is tried
 * again; one after it leaves nothing to do. So nothing is lost and nothing told twice.
 *
 * A gate that thousands watch is judged for a hundred of them at a time. Who judges many never waits for a watch that
 * somebody else has locked: such a one is judged by itself afterwards, and so are all when one of them cannot be judged.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { borderOf } from "#server/domain/watch.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { type JudgedAt, judgeLocked } from "./judge-locked.ts";
import { endDue, listDue } from "./watch-jobs.ts";
import { readWatches } from "./watch-rows.ts";

const IdRow = z.object({ id: z.string() });

const readLocked = (tx: Transaction, ids: readonly string[]) =>
  readWatches(tx, sql`w.id in (select jsonb_array_elements_text(${jsonParam(ids)})::uuid)`);

/** Judges one watch in a transaction that is under way: when it begins, so that only what comes later is told. */
export async function judgeInside(
  tx: Transaction,
  watchId: string,
  at: JudgedAt,
): Promise<boolean> {
  // One at a time judges for it.
  const locked = await tx.execute(sql`
    select id from watches where id = ${watchId}::uuid and ended_at is null and parked_at is null for update`);
  if (locked.length === 0) return false;
  return (await judgeLocked(tx, await readLocked(tx, [watchId]), at)) > 0;
}

/**
 * Judges one watch.
 * @returns whether it told something; false also for a watch that has ended or is parked
 */
export function judgeWatch(database: Database, watchId: string, now: Instant): Promise<boolean> {
  return database.transaction((tx) => judgeInside(tx, watchId, { database, now }));
}

/** So many in one transaction: of more it would hold the locks for longer than anybody should wait for one. */
const JUDGED_TOGETHER = 100;

/** Enough that each of those who judge at the same time finds a hundred that the others have not. */
const DUE_AT_ONCE = 1_000;

/** Locks those of these watches that nobody else has locked, and that tell. */
async function lockFree(
  tx: Transaction,
  ids: readonly string[],
  most = ids.length,
): Promise<string[]> {
  const rows = await selectRows(
    tx,
    IdRow,
    sql`select id from watches where id in (select jsonb_array_elements_text(${jsonParam(ids)})::uuid)
      and ended_at is null and parked_at is null order by id limit ${most}::int
      for update skip locked`,
  );
  return rows.map(({ id }) => id);
}

/** Judges those of these watches that are free. */
function judgeFree(
  database: Database,
  ids: readonly string[],
  now: Instant,
): Promise<{ told: number; judged: ReadonlySet<string> }> {
  return database.transaction(async (tx) => {
    const free = await lockFree(tx, ids);
    const told = await judgeLocked(tx, await readLocked(tx, free), { database, now });
    return { told, judged: new Set(free) };
  });
}

/** Of many that could not be judged together: which of them it was shows when each is judged by itself. */
const NONE = { told: 0, judged: new Set<string>() };

/**
 * Judges a watch whose time has come, and with it others whose time has come too: a gate that thousands watch wakes all
 * of them at once.
 * @returns how many told something
 */
export async function judgeDue(database: Database, watchId: string, now: Instant): Promise<number> {
  const together = await database
    .transaction(async (tx) => {
      const own = await lockFree(tx, [watchId]);
      const due = (await listDue(tx, DUE_AT_ONCE)).filter((one) => one.watchId !== watchId);
      const others = await lockFree(
        tx,
        due.map((one) => one.watchId),
        JUDGED_TOGETHER - own.length,
      );
      const taken = new Set(others);
      await endDue(
        tx,
        due.filter((one) => taken.has(one.watchId)),
      );
      const ids = [...own, ...others];
      const told = await judgeLocked(tx, await readLocked(tx, ids), { database, now });
      return { told, judged: new Set(ids) };
    })
    .catch(() => NONE);
  if (together.judged.has(watchId)) return together.told;
  return together.told + Number(await judgeWatch(database, watchId, now));
}

/**
 * Judges every watch of a crossing, a hundred at a time: asked again after a crash, those that were done find
 * nothing new. One that cannot be judged keeps none of the others from it.
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
    IdRow,
    sql`select id from watches where crossing_id = ${crossingId} and ended_at is null and parked_at is null
      union all select id from watches where border = ${borderOf(crossing)} and ended_at is null and parked_at is null
      union all select id from watches where country in (select jsonb_array_elements_text(${jsonParam(countries)}))
        and ended_at is null and parked_at is null
      union all select w.id from corridor_crossings c join watches w on w.corridor_id = c.corridor_id
        where c.crossing_id = ${crossingId} and w.ended_at is null and w.parked_at is null
      order by id`,
  );
  const ids = rows.map(({ id }) => id);
  let told = 0;
  const left: string[] = [];
  for (let from = 0; from < ids.length; from += JUDGED_TOGETHER) {
    const some = ids.slice(from, from + JUDGED_TOGETHER);
    const together = await judgeFree(database, some, now).catch(() => NONE);
    told += together.told;
    left.push(...some.filter((id) => !together.judged.has(id)));
  }
  const failures: Error[] = [];
  for (const id of left) {
    try {
      const hasTold = await judgeWatch(database, id, now);
      if (hasTold) told += 1;
    } catch (error) {
      failures.push(new Error(`watch ${id} could not be judged`, { cause: error }));
    }
  }
  if (failures.length > 0) {
    const [first] = failures;
    throw new AggregateError(failures, `${first?.message} (${failures.length} of ${ids.length})`);
  }
  return told;
}
