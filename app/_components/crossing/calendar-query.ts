/** What the address asks of the calendar of days: whose lanes, and up to which day. */

import { firstValue, type QueryProblem, type SearchParams } from "#app/view-query.ts";
import { parseDay } from "#server/domain/calendar-day.ts";
import { MODES, type Mode } from "#server/domain/mode.ts";

export interface CalendarChoice {
  /** Null: every lane. */
  readonly mode: Mode | null;
  /** Day number in the last month that is shown; null: that of the view. */
  readonly untilDay: number | null;
}

/** Reads `mode` and `to`; a value that there is not is left out and named. */
export function readCalendarChoice(params: SearchParams): {
  readonly calendar: CalendarChoice;
  readonly problems: readonly QueryProblem[];
} {
  const problems: QueryProblem[] = [];
  const modeText = firstValue(params, "mode");
  const mode = MODES.find((one) => one === modeText) ?? null;
  if (modeText !== undefined && mode === null) {
    problems.push({ kind: "valueUnknown", field: "mode", value: modeText });
  }
  const toText = firstValue(params, "to");
  const untilDay = toText === undefined ? null : parseDay(toText);
  if (toText !== undefined && untilDay === null) {
    problems.push({ kind: "valueUnknown", field: "to", value: toText });
  }
  return { calendar: { mode, untilDay }, problems };
}
