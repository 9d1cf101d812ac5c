import type { NumberRange } from "#app/format/number.ts";

/** Right end of the scale: beyond the largest queue on record, so that bars of different crossings compare. */
const SCALE_MAX = 20_000;

/** Backgrounds that are the drawing: colours forced by the reader's system would take them away. */
const DRAWN = "forced-color-adjust-none forced-colors:bg-[CanvasText]";

interface RangeBarProps extends NumberRange {
  readonly best: number | null;
}

/** Position on a logarithmic scale from 0 to `SCALE_MAX`, in per cent. */
function position(value: number): number {
  return Math.min(100, (Math.log10(value + 1) / Math.log10(SCALE_MAX + 1)) * 100);
}

/**
 * A thin bar from low to high, from left to right as the numbers beside it, on a scale that all bars share, with a tick where best lies.
 * No upper bound: the bar ends in a dashed line. It repeats what the range beside it says.
 */
export function RangeBar({ low, high, best }: RangeBarProps) {
  const start = position(low);
  const end = high === null ? start : Math.max(position(high), start + 2);
  return (
    <span dir="ltr" className="relative block h-1.5 w-full bg-line/60" aria-hidden="true">
      {high === null && (
        <span
          className="absolute inset-y-0 end-0 border-y border-dashed border-ink-soft"
          style={{ insetInlineStart: `${start}%` }}
        />
      )}
      <span
        className={`absolute inset-y-0 bg-ink-soft ${DRAWN}`}
        style={{
          insetInlineStart: `${Math.min(start, 98)}%`,
          inlineSize: `${Math.max(end - start, 2)}%`,
        }}
      />
      {best !== null && (
        <span
          className={`absolute -inset-y-1 w-0.5 bg-ink outline-1 outline-ground ${DRAWN}`}
          style={{ insetInlineStart: `${Math.min(position(best), 99)}%` }}
        />
      )}
    </span>
  );
}
