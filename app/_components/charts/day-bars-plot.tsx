import { BARS_HEIGHT_PX, barWidthPx, DAY_STEP, type DayBar, dayBarPaths } from "./day-bars.ts";
import type { ValueTick } from "./history-data.ts";
import { PLOT_END_PX, PLOT_START_PX } from "./plot-frame.ts";
import { RibbonAxis } from "./state-ribbon.tsx";
import type { TimeTick } from "./time-ticks.ts";

interface DayBarsPlotProps {
  /** What it shows, as one sentence. */
  readonly name: string;
  readonly bars: readonly DayBar[];
  /** Top of the value axis. */
  readonly maximum: number;
  readonly valueTicks: readonly ValueTick[];
  readonly timeTicks: readonly TimeTick[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** The first and the last label reach beyond the lines that they name. */
const LABEL_ROOM_PX = 8;

const NOT_STRETCHED = { vectorEffect: "non-scaling-stroke", fill: "none" } as const;

/** A bar for each day of which something was said, and a tick at what is usual. Time runs from left to right. */
export function DayBarsPlot(props: DayBarsPlotProps) {
  const { name, bars, maximum, valueTicks, timeTicks, fromMs, toMs } = props;
  const y = (value: number) => (1 - value / maximum) * BARS_HEIGHT_PX;
  return (
    <div dir="ltr" style={{ paddingRight: PLOT_END_PX }}>
      <div className="flex">
        <svg
          width={PLOT_START_PX}
          height={BARS_HEIGHT_PX + 2 * LABEL_ROOM_PX}
          style={{ marginBlock: -LABEL_ROOM_PX }}
          aria-hidden="true"
          className="block shrink-0 text-ink-soft"
        >
          {valueTicks.map(({ value, label }) => (
            <text
              key={value}
              x={PLOT_START_PX - 8}
              y={y(value) + 4 + LABEL_ROOM_PX}
              fontSize="12"
              fill="currentColor"
              textAnchor="end"
            >
              {label}
            </text>
          ))}
        </svg>
        <svg
          role="img"
          aria-label={name}
          data-plot={0}
          width="100%"
          height={BARS_HEIGHT_PX}
          viewBox={`0 0 ${bars.length * DAY_STEP} ${BARS_HEIGHT_PX}`}
          preserveAspectRatio="none"
          className="block min-w-0 grow"
        >
          <title>{name}</title>
          <path
            d={valueTicks.map(({ value }) => `M0 ${y(value)}H${bars.length * DAY_STEP}`).join("")}
            stroke="var(--color-line)"
            {...NOT_STRETCHED}
          />
          <Bars bars={bars} maximum={maximum} />
          <rect
            data-frame
            visibility="hidden"
            stroke="var(--color-ink)"
            strokeWidth="1.5"
            {...NOT_STRETCHED}
          />
        </svg>
      </div>
      <div style={{ paddingLeft: PLOT_START_PX }}>
        <RibbonAxis fromMs={fromMs} toMs={toMs} ticks={timeTicks} />
      </div>
    </div>
  );
}

function Bars({ bars, maximum }: Pick<DayBarsPlotProps, "bars" | "maximum">) {
  const { solid, range, open, best, usual } = dayBarPaths(bars, maximum);
  const strokeWidth = barWidthPx(bars.length);
  return (
    <>
      <path d={solid} stroke="var(--color-accent)" strokeWidth={strokeWidth} {...NOT_STRETCHED} />
      <path
        d={range}
        stroke="var(--color-accent)"
        strokeOpacity="0.4"
        strokeWidth={strokeWidth}
        {...NOT_STRETCHED}
      />
      <path
        d={open}
        stroke="var(--color-accent)"
        strokeDasharray="3 3"
        strokeWidth={Math.min(strokeWidth, 2)}
        {...NOT_STRETCHED}
      />
      <path d={best} stroke="var(--color-ground)" strokeWidth="2" {...NOT_STRETCHED} />
      <path d={usual} stroke="var(--color-ink)" strokeWidth="2.5" {...NOT_STRETCHED} />
    </>
  );
}
