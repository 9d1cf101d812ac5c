/** Closures and changes name their crossing by its slug; tables and feeds also show its name and place. */

import type { z } from "zod";
import type { Change } from "#server/domain/change.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { AnnouncementAtCrossing } from "#server/formats/announcements-ics.ts";
import { type CapThread, capThread } from "#server/formats/cap-messages.ts";
import type { ChangeAtCrossing } from "#server/formats/changes-csv.ts";
import type { ClosureAtCrossing } from "#server/formats/closures-csv.ts";
import type { Caller } from "../caller.ts";
import type { ListClosuresInput } from "../routers/closures.ts";

async function readCrossings(caller: Caller): Promise<ReadonlyMap<string, Crossing>> {
  const { crossings } = await caller.crossings.list({});
  return new Map(crossings.map(({ crossing }) => [crossing.id, crossing]));
}

/** What belongs to a crossing that is no longer listed is left out. */
export async function atCrossings(
  changes: readonly Change[],
  caller: Caller,
): Promise<ChangeAtCrossing[]> {
  const crossings = await readCrossings(caller);
  return changes.flatMap((change) => {
    const crossing = crossings.get(change.crossingId);
    return crossing === undefined ? [] : [{ change, crossing }];
  });
}

/** The messages that each crossing's alert is made of; a view of the past has none, for it is no alert. */
export async function capThreads(
  caller: Caller,
  isPast: boolean,
  slug?: string,
): Promise<ReadonlyMap<string, CapThread>> {
  if (isPast) return new Map();
  const { changes } = await caller.changes.levels(slug === undefined ? {} : { slug });
  const byCrossing = Map.groupBy(changes, ({ crossingId }) => crossingId);
  return new Map(
    [...byCrossing].flatMap(([id, mine]) => {
      const thread = capThread(mine);
      return thread === null ? [] : [[id, thread] as const];
    }),
  );
}

/** What is announced, for the same crossings and times as a list of closures was asked for. */
export async function announcementsAtCrossings(
  { slug, from, to, asOf }: z.input<typeof ListClosuresInput>,
  caller: Caller,
): Promise<AnnouncementAtCrossing[]> {
  const { announcements } = await caller.announcements.calendar({ slug, from, to, asOf });
  const crossings = await readCrossings(caller);
  return announcements.flatMap((announcement) => {
    const crossing = crossings.get(announcement.crossingId);
    return crossing === undefined ? [] : [{ announcement, crossing }];
  });
}

export async function closuresAtCrossings(
  closures: readonly Closure[],
  caller: Caller,
): Promise<ClosureAtCrossing[]> {
  const crossings = await readCrossings(caller);
  return closures.flatMap((closure) => {
    const crossing = crossings.get(closure.crossingId);
    return crossing === undefined ? [] : [{ closure, crossing }];
  });
}
