import { STATE_COLOUR } from "#app/_components/state/state-glyph.tsx";
import type { State } from "#server/domain/claim.ts";
import { cornerPath, DAY_SIZE, type DayShape, filledPath, outlinePath } from "./day-shapes.ts";

interface DayMarksProps {
  readonly state: State;
  readonly shapes: readonly DayShape[];
}

/** All days of one state in a drawing. */
export function DayMarks({ state, shapes }: DayMarksProps) {
  const filled = filledPath(state, shapes);
  const outline = outlinePath(state, shapes);
  return (
    <g className={STATE_COLOUR[state]}>
      {filled !== "" && <path d={filled} fill="currentColor" fillRule="evenodd" />}
      {outline !== "" && (
        <path
          d={outline}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray={state === "unknown" ? "2 2" : undefined}
        />
      )}
    </g>
  );
}

/** Days that were closed for a part, whatever their word. */
export function PartlyClosedMarks({ shapes }: Pick<DayMarksProps, "shapes">) {
  if (shapes.length === 0) return null;
  return <path d={cornerPath(shapes)} className="text-closed" fill="currentColor" />;
}

/** One day by itself, for the legend. */
export function DaySample({ state }: { readonly state: State | "partlyClosed" }) {
  const here = [{ x: 0, y: 0 }];
  return (
    <svg width="18" height="18" viewBox={`0 0 ${DAY_SIZE} ${DAY_SIZE}`} aria-hidden="true">
      {state === "partlyClosed" ? (
        <PartlyClosedMarks shapes={here} />
      ) : (
        <DayMarks state={state} shapes={here} />
      )}
    </svg>
  );
}
