import type { Metric } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { HistoryPoint } from "#server/domain/history.ts";
import type { Known } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { readStatuses } from "../status/read-status.ts";
import { listCrossings } from "./find-crossings.ts";
import { readSparklines } from "./read-sparklines.ts";

export interface OverviewRow {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  /** A point a day over thirty days, or empty when nothing was counted in them. */
  readonly sparkline: readonly HistoryPoint[];
  readonly sparklineMetric: Metric | null;
}

export interface Overview {
  readonly at: Instant;
  readonly known: Known;
  /** By name. */
  readonly crossings: readonly OverviewRow[];
}

/**
 * Every crossing with its status.
 * @param input.at null: now. `present`: statuses already at hand for now, so that they are not read again
 */
export async function listOverview(
  ctx: ServiceContext,
  input: {
    readonly at: Instant | null;
    readonly known: Known;
    readonly present?: readonly CrossingStatus[];
  },
): Promise<Overview> {
  const { database, now } = ctx;
  const at = input.at ?? now;
  const crossings = await listCrossings(database, now);
  const view = { at, known: input.known, now };
  const isAtHand =
    input.at === null && input.present !== undefined && input.present.length === crossings.length;
  const [statuses, sparklines] = await Promise.all([
    isAtHand ? input.present : readStatuses(database, crossings, view),
    readSparklines(database, {
      crossingIds: crossings.map(({ id }) => id),
      at,
      known: input.known,
    }),
  ]);
  const byId = new Map(statuses.map((status) => [status.crossingId, status]));
  return {
    at,
    known: input.known,
    crossings: crossings.flatMap((crossing) => {
      const status = byId.get(crossing.id);
      const line = sparklines.get(crossing.id);
      return status === undefined
        ? []
        : [
            {
              crossing,
              status,
              sparkline: line?.points ?? [],
              sparklineMetric: line?.metric ?? null,
            },
          ];
    }),
  };
}
