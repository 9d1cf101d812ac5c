/** The steps of one crossing through a period, by the same rule that makes its status. */
import type { Crossing } from "./crossing.ts";
import { deriveStatus } from "./derive-status.ts";
import { type ReplayMoment, type ReplayStep, toMoment, toSteps } from "./replay.ts";
import type { Known, PublishedReport } from "./report.ts";
import type { AlertOverride, CrossingStatus } from "./status.ts";
import {
  DAY_MS,
  earlierOf,
  fromMs,
  HOUR_MS,
  type Instant,
  laterOf,
  MINUTE_MS,
  toMs,
} from "./time.ts";

/** An override with the time in which it held. */
export interface DatedOverride extends AlertOverride {
  readonly madeAt: Instant;
  readonly withdrawnAt: Instant | null;
}

export interface ReplayInput {
  readonly crossing: Crossing;
  /** All that a status in the period can depend on, in any order. */
  readonly reports: readonly PublishedReport[];
  /** Newest first. */
  readonly overrides: readonly DatedOverride[];
  readonly from: Instant;
  /** Not after `now`. */
  readonly to: Instant;
  readonly known: Known;
  readonly now: Instant;
  /** At most so many instants are looked at; more, and the period is told coarsely. At least 2. */
  readonly maxLooks: number;
}

export interface CrossingReplay {
  readonly steps: ReplayStep[];
  /** Null: each change is at its own instant. */
  readonly stepMinutes: number | null;
}

/** A width is tried when there are at most so many times more steps than looks, as in most nothing happens. */
const CROWDED_SHARE = 8;
/** How coarse a period may be told, finest first, in milliseconds; 0: not at all. */
const WIDTHS = [
  0,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
  365 * DAY_MS,
  3_650 * DAY_MS,
];

function overrideAt(overrides: readonly DatedOverride[], at: Instant): AlertOverride | null {
  return (
    overrides.find(
      ({ madeAt, expiresAt, withdrawnAt }) =>
        madeAt <= at && expiresAt > at && (withdrawnAt === null || withdrawnAt > at),
    ) ?? null
  );
}

/** Instants at which something other than time passing may change what is shown, in order. */
function turns({ reports, overrides, known }: ReplayInput): Instant[] {
  const ofReports = reports.flatMap(({ observedAt, publishedAt, withdrawnAt }) =>
    known === "now" ? [observedAt] : [laterOf(publishedAt, observedAt), publishedAt, withdrawnAt],
  );
  const ofOverrides = overrides.flatMap(({ madeAt, withdrawnAt }) => [madeAt, withdrawnAt]);
  return [...new Set([...ofReports, ...ofOverrides])].filter((at) => at !== null).sort();
}

interface Look {
  readonly at: Instant;
  readonly moment: ReplayMoment;
}

/** Every moment of the period; null when that takes more looks than allowed. */
function* lookThrough(input: ReplayInput, widthMs: number): Generator<void, Look[] | null> {
  const { crossing, reports, overrides, from, to, known, now, maxLooks } = input;
  const points = turns(input);
  const onGrid = (at: Instant): Instant => {
    if (widthMs === 0) return at;
    const past = Math.ceil((toMs(at) - toMs(from)) / widthMs) * widthMs;
    return earlierOf(fromMs(toMs(from) + past), to);
  };
  const looks: Look[] = [];
  let at: Instant | null = from;
  let next = 0;
  while (at !== null) {
    if (looks.length >= maxLooks) return null;
    const override = overrideAt(overrides, at);
    const status: CrossingStatus = deriveStatus({ crossing, reports, at, known, now, override });
    looks.push({ at, moment: toMoment(status) });
    yield;
    while ((points[next] ?? to) <= at && next < points.length) next += 1;
    const later: Instant[] = [points[next], status.nextChangeAt].filter(
      (one): one is Instant => typeof one === "string" && one <= to,
    );
    const due: Instant | undefined = later.sort()[0];
    at = due === undefined || at >= to ? null : onGrid(due);
  }
  return looks;
}

/** The finest width worth trying: a year is not looked through hour by hour only to give up. */
function widthsFor({ from, to, maxLooks }: ReplayInput): readonly number[] {
  const spanMs = toMs(to) - toMs(from);
  const first = WIDTHS.findIndex(
    (widthMs) => spanMs / Math.max(widthMs, HOUR_MS) <= maxLooks * CROWDED_SHARE,
  );
  return first === -1 ? [] : WIDTHS.slice(first);
}

/**
 * What was shown of a crossing through a period, told as coarsely as it must be to stay within `maxLooks`.
 * It yields after each look, so that whoever runs it can let others in between.
 */
export function* deriveReplay(input: ReplayInput): Generator<void, CrossingReplay> {
  const { from, to } = input;
  const spanMs = toMs(to) - toMs(from);
  for (const widthMs of widthsFor(input)) {
    const looks = yield* lookThrough(input, widthMs);
    if (looks === null) continue;
    const stepMinutes = widthMs === 0 ? null : Math.min(widthMs, spanMs) / MINUTE_MS;
    return { steps: toSteps(looks), stepMinutes };
  }
  const ends: Look[] = [];
  for (const at of [from, to]) {
    ends.push(...((yield* lookThrough({ ...input, from: at, to: at, maxLooks: 2 }, 0)) ?? []));
  }
  return { steps: toSteps(ends), stepMinutes: spanMs / MINUTE_MS };
}
