import type { Crossing } from "#server/domain/crossing.ts";
import {
  type CrossingReplay,
  type DatedOverride,
  deriveReplay,
} from "#server/domain/derive-replay.ts";
import { type Replay, type ReplayCrossing, toMoment, toSteps } from "#server/domain/replay.ts";
import type { Known } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { DAY_MS, fromMs, type Instant, MINUTE_MS, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { loadReportsThrough } from "../status/load-reports.ts";
import { loadOverridesThrough, readStatuses } from "../status/read-status.ts";
import { looksEach, runInTurns } from "../status/run-in-turns.ts";
import { listCrossings } from "./find-crossings.ts";

/** A period without a beginning begins so long before its end. */
const USUAL_SPAN_MS = 21 * DAY_MS;
const SHORTEST_SPAN_MS = DAY_MS;
/** A crossing with more reports in the period is asked for at evenly spread instants instead. */
const MAX_REPORTS = 800;
const SPREAD_LOOKS = 48;

interface ReplayPeriod {
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly known: Known;
}

/** The period as it is told: not beyond `now`, the right way round, a day long at least. */
export function settlePeriod(
  { from, to }: Pick<ReplayPeriod, "from" | "to">,
  now: Instant,
): { readonly from: Instant; readonly to: Instant } {
  const nowMs = toMs(now);
  const ends = [from, to].map((at) => (at === null ? null : Math.min(toMs(at), nowMs)));
  const [first = null, second = null] = ends;
  const endMs = second === null ? nowMs : Math.max(second, first ?? second);
  const startMs = first === null ? endMs - USUAL_SPAN_MS : Math.min(first, second ?? first);
  return { from: fromMs(Math.min(startMs, endMs - SHORTEST_SPAN_MS)), to: fromMs(endMs) };
}

/** Statuses at evenly spread instants, each by a reading whose size does not grow with the number of reports. */
async function spreadReplay(
  ctx: ServiceContext,
  crossings: readonly Crossing[],
  { from, to, known }: { from: Instant; to: Instant; known: Known },
): Promise<Map<string, CrossingReplay>> {
  const widthMs = (toMs(to) - toMs(from)) / SPREAD_LOOKS;
  const looks: { at: Instant; statuses: CrossingStatus[] }[] = [];
  for (let index = 0; crossings.length > 0 && index <= SPREAD_LOOKS; index += 1) {
    const at = fromMs(Math.round(toMs(from) + index * widthMs));
    looks.push({
      at,
      statuses: await readStatuses(ctx.database, crossings, { at, known, now: ctx.now }),
    });
  }
  return new Map(
    crossings.map(({ id }, index) => {
      const moments = looks.flatMap(({ at, statuses }) => {
        const status = statuses[index];
        return status === undefined ? [] : [{ at, moment: toMoment(status) }];
      });
      return [id, { steps: toSteps(moments), stepMinutes: widthMs / MINUTE_MS }];
    }),
  );
}

/**
 * What was shown of every crossing through a period, as known now or, at each instant, as known then.
 * Never refused for its size: a long or crowded period is told coarsely, and says how coarsely.
 */
export async function getReplay(ctx: ServiceContext, period: ReplayPeriod): Promise<Replay> {
  const { database, now } = ctx;
  const { from, to } = settlePeriod(period, now);
  const { known } = period;
  const crossings = await listCrossings(database, now);
  const crossingIds = crossings.map(({ id }) => id);
  const [{ reports, tooMany }, overrides] = await Promise.all([
    loadReportsThrough(database, { crossingIds, from, to, now, maxReports: MAX_REPORTS }),
    loadOverridesThrough(database, { from, to }),
  ]);
  const spread = await spreadReplay(
    ctx,
    crossings.filter(({ id }) => tooMany.has(id)),
    { from, to, known },
  );
  const maxLooks = looksEach(crossings.length);
  const told: ReplayCrossing[] = [];
  const widths: number[] = [];
  for (const crossing of crossings) {
    const { id } = crossing;
    const held: readonly DatedOverride[] = overrides.get(id) ?? [];
    const { steps, stepMinutes } =
      spread.get(id) ??
      (await runInTurns(
        deriveReplay({
          crossing,
          reports: reports.get(id) ?? [],
          overrides: held,
          from,
          to,
          known,
          now,
          maxLooks,
        }),
      ));
    told.push({ id, lanes: crossing.lanes.map((lane) => lane.id), steps });
    if (stepMinutes !== null) widths.push(stepMinutes);
  }
  const stepMinutes = widths.length === 0 ? null : Math.max(...widths);
  return { from, to, known, stepMinutes, crossings: told };
}
