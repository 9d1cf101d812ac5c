/**
 * Lane states by day. The printed rule: a day has the state in which its lanes spent most of its hours, by the clock
 * at the crossing; of two with the same, the worse; a day of which more than half is not known is unknown.
 */
import { type DayRuns, dayStart, dayText } from "./calendar-day.ts";
import type { State } from "./claim.ts";
import type { LaneRibbon } from "./history.ts";
import { MINUTE_MS, toMs } from "./time.ts";

/** Minutes that the lanes together spent in each state. */
export type StateMinutes = Readonly<Record<State, number>>;

export interface LaneDay {
  /** `2025-10-12`; of a run of days the first. */
  readonly on: string;
  readonly state: State;
  readonly minutes: StateMinutes;
}

/** Worst first: of equal shares the first one names the day. */
const WORST_FIRST = ["closed", "restricted", "open"] as const;
const UNKNOWN_SHARE = 0.5;

/** The one word for a day of these minutes. */
export function dayState(minutes: StateMinutes): State {
  const total = minutes.open + minutes.restricted + minutes.closed + minutes.unknown;
  if (total === 0 || minutes.unknown > total * UNKNOWN_SHARE) return "unknown";
  const most = Math.max(...WORST_FIRST.map((state) => minutes[state]));
  return WORST_FIRST.find((state) => minutes[state] === most) ?? "unknown";
}

/** How much of a day was spent in a state, 0 to 1. */
export function stateShare(minutes: StateMinutes, state: State): number {
  const total = minutes.open + minutes.restricted + minutes.closed + minutes.unknown;
  return total === 0 ? 0 : minutes[state] / total;
}

/**
 * Every run of days with its state.
 * @param ribbons of the lanes that count; what lies outside of their segments is no part of any day
 * @param zone IANA zone in which days begin
 */
export function deriveLaneDays(
  ribbons: readonly LaneRibbon[],
  { firsts, last }: DayRuns,
  zone: string,
): LaneDay[] {
  const end = toMs(dayStart(last + 1, zone));
  const startsMs = firsts.map((day) => toMs(dayStart(day, zone)));
  const endMs = (index: number) => Math.min(startsMs[index + 1] ?? end, end);
  const sums = firsts.map(() => ({ open: 0, restricted: 0, closed: 0, unknown: 0 }));
  for (const { segments } of ribbons) {
    let index = 0;
    for (const segment of segments) {
      const [fromMs, toAtMs] = [toMs(segment.fromAt), toMs(segment.toAt)];
      while (index < firsts.length && endMs(index) <= fromMs) index += 1;
      for (let i = index; i < firsts.length && (startsMs[i] ?? end) < toAtMs; i += 1) {
        const sum = sums[i];
        if (sum === undefined) break;
        const overlap = Math.min(endMs(i), toAtMs) - Math.max(startsMs[i] ?? fromMs, fromMs);
        sum[segment.value] += Math.max(0, overlap) / MINUTE_MS;
      }
    }
  }
  return firsts.map((day, index) => {
    const sum = sums[index] ?? { open: 0, restricted: 0, closed: 0, unknown: 0 };
    const minutes = {
      open: Math.round(sum.open),
      restricted: Math.round(sum.restricted),
      closed: Math.round(sum.closed),
      unknown: Math.round(sum.unknown),
    };
    return { on: dayText(day), state: dayState(minutes), minutes };
  });
}
