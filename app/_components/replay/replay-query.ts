/** What the address asks of the replay: a period, an instant in it, and how it is known. */
import { firstValue, type QueryProblem, readView, type SearchParams } from "#app/view-query.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import type { Known } from "#server/domain/report.ts";
import {
  addMs,
  DAY_MS,
  earlierOf,
  HOUR_MS,
  type Instant,
  laterOf,
  MINUTE_MS,
  msBetween,
} from "#server/domain/time.ts";

/** October 2025, from two days before the crossings closed: what this page was made for. Days in UTC. */
export const FIRST_PERIOD = { from: "2025-10-10", to: "2025-10-31" } as const;
const SHORTEST_MS = DAY_MS;
/** Up to so long a period moves by the hour, up to so long by the day. */
const HOURLY_MS = 62 * DAY_MS;
const DAILY_MS = 750 * DAY_MS;

interface ReplayPeriod {
  readonly from: Instant;
  readonly to: Instant;
}

export interface ReplayQuery extends ReplayPeriod {
  readonly at: Instant;
  readonly known: Known;
  readonly problems: readonly QueryProblem[];
}

/** An instant, or a day in UTC: its beginning, or its end for the end of a period. */
function readEnd(text: string, field: "from" | "to"): Instant | null {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  try {
    const at = parseInstant(isDay ? `${text}T00:00:00Z` : text.replace(" ", "+"));
    return isDay && field === "to" ? addMs(at, DAY_MS) : at;
  } catch {
    return null;
  }
}

/**
 * Reads the address. What cannot be read is named and left out; ends the wrong way round are turned, and a period that
 * reaches beyond `now` ends there.
 */
export function readReplayQuery(params: SearchParams, now: Instant): ReplayQuery {
  const view = readView(params, now);
  const problems: QueryProblem[] = [...view.problems];
  const end = (field: "from" | "to"): Instant => {
    const text = firstValue(params, field);
    const at = text === undefined ? null : readEnd(text, field);
    if (text !== undefined && at === null)
      problems.push({ kind: "valueUnknown", field, value: text });
    return earlierOf(at ?? readEnd(FIRST_PERIOD[field], field) ?? now, now);
  };
  const [one, other] = [end("from"), end("to")];
  const to = laterOf(one, other);
  const from = earlierOf(earlierOf(one, other), addMs(to, -SHORTEST_MS));
  const at = laterOf(from, earlierOf(view.asOf ?? from, to));
  return { from, to, at, known: view.known, problems };
}

/** How far one step of the slider goes, and one of its greater steps, in milliseconds. */
export function stepsOf({ from, to }: ReplayPeriod): {
  readonly stepMs: number;
  readonly leapMs: number;
} {
  const spanMs = msBetween(from, to);
  if (spanMs <= HOURLY_MS) return { stepMs: HOUR_MS, leapMs: DAY_MS };
  if (spanMs <= DAILY_MS) return { stepMs: DAY_MS, leapMs: 7 * DAY_MS };
  return { stepMs: 7 * DAY_MS, leapMs: 30 * DAY_MS };
}

/** An end of the period as the address has it: a day where it is one, else the instant to the minute. */
export function endText(at: Instant, field: "from" | "to"): string {
  const day = field === "to" ? addMs(at, -DAY_MS) : at;
  return at.endsWith("T00:00:00.000Z")
    ? day.slice(0, 10)
    : addMs(at, -(Date.parse(at) % MINUTE_MS)).replace(":00.000Z", "Z");
}
