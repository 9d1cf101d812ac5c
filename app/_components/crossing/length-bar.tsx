import type { ClosureEnd } from "#server/domain/closure.ts";

const HEIGHT_PX = 14;
/** A closure of hours beside one of months must still be seen. */
const LEAST_PERCENT = 0.5;
/** What follows a bar whose end is not known, or has not come. */
const TAIL_PERCENT = 3;

interface LengthBarProps {
  /** 0 to 1 of the longest. */
  readonly share: number;
  readonly end: ClosureEnd;
  /** The one that the others are compared with. */
  readonly isChosen: boolean;
  readonly isRightToLeft: boolean;
}

/** How long a closure lasted: dashed on where its end is not known, pointed where it goes on. */
export function LengthBar({ share, end, isChosen, isRightToLeft }: LengthBarProps) {
  const width = Math.max(LEAST_PERCENT, share * (100 - TAIL_PERCENT));
  const at = (start: number, length: number) =>
    `${(isRightToLeft ? 100 - start - length : start).toFixed(2)}%`;
  const edge = (percent: number) => `${(isRightToLeft ? 100 - percent : percent).toFixed(2)}%`;
  return (
    <svg
      width="100%"
      height={HEIGHT_PX}
      aria-hidden="true"
      className={`block ${isChosen ? "text-closed" : "text-line-strong"}`}
    >
      <rect
        x={at(0, width)}
        width={`${width.toFixed(2)}%`}
        y="1"
        height={HEIGHT_PX - 2}
        fill="currentColor"
      />
      {end === "lost_sight" && (
        <line
          x1={edge(width)}
          x2={edge(width + TAIL_PERCENT)}
          y1={HEIGHT_PX / 2}
          y2={HEIGHT_PX / 2}
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray="3 3"
        />
      )}
      {end === "ongoing" && (
        <rect
          x={at(width + 0.8, 1)}
          width="1%"
          y="1"
          height={HEIGHT_PX - 2}
          fill="currentColor"
          fillOpacity="0.6"
        />
      )}
    </svg>
  );
}
