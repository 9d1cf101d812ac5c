import { type DayRuns, dayRuns, dayStart } from "#server/domain/calendar-day.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { deriveLaneDays, type LaneDay } from "#server/domain/lane-days.ts";
import type { Mode } from "#server/domain/mode.ts";
import { earlierOf, type Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "./find-crossings.ts";
import { getRibbon } from "./get-ribbon.ts";

export interface LaneDays {
  /** Null: every lane. */
  readonly mode: Mode | null;
  /** IANA zone in which its days begin. */
  readonly zone: string;
  /** Days in each entry: 1 up to 400 days, more for a longer span. */
  readonly runDays: number;
  /** Oldest first. */
  readonly days: readonly LaneDay[];
}

/**
 * The state of every local day that `[from, to]` touches, by the clock at the crossing's first side. What lies after
 * `end` is no part of any day.
 * @param input.knownAt only what the public knew at this instant; null: what is known now
 * @throws DomainError `not_found`
 */
export async function getDays(
  ctx: ServiceContext,
  input: {
    readonly slug: CrossingId;
    readonly mode: Mode | null;
    readonly from: Instant;
    readonly to: Instant;
    /** The instant that the view describes. */
    readonly end: Instant;
    readonly knownAt: Instant | null;
  },
): Promise<LaneDays> {
  const { slug, mode, end, knownAt } = input;
  const crossing = await getRegistered(ctx.database, slug, ctx.now);
  const [{ zone }] = crossing.sides;
  const runs: DayRuns = dayRuns(
    { from: earlierOf(input.from, end), to: earlierOf(input.to, end) },
    zone,
  );
  const from = dayStart(runs.firsts[0] ?? runs.last, zone);
  const to = earlierOf(dayStart(runs.last + 1, zone), end);
  // At the very start of a day nothing of it has passed.
  const { ribbons } =
    from < to ? await getRibbon(ctx, { slug, from, to, knownAt }) : { ribbons: [] };
  const counted = new Set(
    crossing.lanes.filter((lane) => mode === null || lane.mode === mode).map(({ id }) => id),
  );
  const days = deriveLaneDays(
    ribbons.filter(({ lane }) => counted.has(lane)),
    runs,
    zone,
  );
  return { mode, zone, runDays: runs.runDays, days };
}
