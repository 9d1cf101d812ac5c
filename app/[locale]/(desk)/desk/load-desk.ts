import type { Actor } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";

type DeskCaller = ReturnType<ReturnType<typeof getRuntime>["caller"]>;

/** The versions of a correction up to it, each with what it changed; of what corrects nothing, none. */
async function readVersions(caller: DeskCaller, item: { id: string; correctsId: string | null }) {
  if (item.correctsId === null) return [];
  const { versions } = await caller.corrections.chain({ id: item.id });
  return versions;
}

/**
 * Everything that the desk shows.
 * @param limit how many of the queue are shown
 */
export async function loadDesk(actor: Actor, limit: number) {
  const caller = getRuntime().caller(actor);
  // Before the queue: what comes in between is then seen as new, and not missed.
  const { version } = await caller.desk.version({});
  const [queue, approved, unseen, list] = await Promise.all([
    caller.desk.queue({ limit }),
    caller.desk.approved({}),
    caller.desk.unseen({}),
    caller.crossings.list({}),
  ]);
  const crossings = new Map(list.crossings.map((row) => [row.crossing.id, row]));
  const lines = await Promise.all(
    queue.items.map(async (item) => {
      const row = crossings.get(item.crossingId);
      if (row === undefined) return null;
      const { messages } =
        item.messages === 0 ? { messages: [] } : await caller.threads.list({ id: item.id });
      const versions = await readVersions(caller, item);
      return { item, crossing: row.crossing, status: row.status, messages, versions };
    }),
  );
  return {
    at: list.at,
    version,
    total: queue.total,
    waitingIds: queue.waitingIds,
    lines: lines.filter((line) => line !== null),
    approved: approved.items,
    unseen: unseen.items,
    crossings,
  };
}
