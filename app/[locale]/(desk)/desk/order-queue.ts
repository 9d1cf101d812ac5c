import type { Claim, State } from "#server/domain/claim.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";

/** A lane as it counts now, and as a report says it is. */
export interface LaneTurn {
  readonly lane: LaneId;
  readonly now: State;
  readonly reported: State;
}

/** The lanes that a report speaks of, each beside what counts now. */
export function laneTurns(
  claims: readonly Claim[],
  status: CrossingStatus | undefined,
): LaneTurn[] {
  return claims.flatMap((claim) =>
    claim.kind !== "state"
      ? []
      : claim.lanes.map((lane) => ({
          lane,
          now: status?.lanes.find((one) => one.lane === lane)?.value ?? "unknown",
          reported: claim.value,
        })),
  );
}

interface Waiting {
  readonly receivedAt: Instant;
  readonly turns: readonly LaneTurn[];
}

/** A report is urgent when it would change what the public reads of a lane. */
export const isUrgent = ({ turns }: Pick<Waiting, "turns">): boolean =>
  turns.some(({ now, reported }) => now !== reported);

/** Urgent ones first; among equals whoever has waited longest. The input is not changed. */
export function orderQueue<Item extends Waiting>(items: readonly Item[]): Item[] {
  return [...items].sort(
    (a, b) =>
      Number(isUrgent(b)) - Number(isUrgent(a)) ||
      (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0),
  );
}
