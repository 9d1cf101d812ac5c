import type { State } from "#server/domain/claim.ts";
import type { CalendarCell } from "./calendar-months.ts";
import { DayMarks, PartlyClosedMarks } from "./day-marks.tsx";
import { DAY_SIZE } from "./day-shapes.ts";

const COLUMNS = 7;
/** A month of 31 days that begins on the last day of a week reaches into a sixth. */
const ROWS = 6;
const DRAWN: readonly State[] = ["open", "restricted", "closed", "unknown"];

export interface MonthDay extends CalendarCell {
  readonly state: State;
  readonly isPartlyClosed: boolean;
}

/** Upper left corner of a day; weeks run from the side where reading begins. */
export function dayCorner(
  { row, column }: Pick<CalendarCell, "row" | "column">,
  isRightToLeft: boolean,
): { readonly x: number; readonly y: number } {
  return { x: (isRightToLeft ? COLUMNS - 1 - column : column) * DAY_SIZE, y: row * DAY_SIZE };
}

interface MonthPlotProps {
  /** Its number among the drawings of the calendar. */
  readonly plot: number;
  /** What it shows, as one sentence. */
  readonly name: string;
  readonly days: readonly MonthDay[];
  readonly isRightToLeft: boolean;
}

/** One month: a square for each day that has come, each state with its own shape. */
export function MonthPlot({ plot, name, days, isRightToLeft }: MonthPlotProps) {
  const corner = (day: MonthDay) => dayCorner(day, isRightToLeft);
  return (
    <svg
      role="img"
      aria-label={name}
      data-plot={plot}
      viewBox={`0 0 ${COLUMNS * DAY_SIZE} ${ROWS * DAY_SIZE}`}
      className="block h-auto w-full"
    >
      <title>{name}</title>
      {DRAWN.map((state) => {
        const shapes = days.filter((day) => day.state === state).map(corner);
        return shapes.length === 0 ? null : <DayMarks key={state} state={state} shapes={shapes} />;
      })}
      <PartlyClosedMarks shapes={days.filter((day) => day.isPartlyClosed).map(corner)} />
      <rect
        data-frame
        visibility="hidden"
        fill="none"
        stroke="var(--color-ink)"
        strokeWidth="1.5"
      />
    </svg>
  );
}
