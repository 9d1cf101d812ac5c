"use client";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { ClaimMarks } from "./claim-marks.tsx";
import type { HistoryChartData } from "./history-data.ts";
import { PLOT_END_PX, PLOT_START_PX } from "./plot-frame.ts";
import { plotRows } from "./plot-rows.ts";

interface HistoryPlotProps {
  readonly data: HistoryChartData;
  readonly name: string;
  readonly active: number | null;
  readonly onPick: (index: number) => void;
}

const AXIS = { stroke: "var(--color-line-strong)" } as const;
const TICK = { fill: "var(--color-ink-soft)", fontSize: 12 } as const;

/** The drawing. It is loaded only when it comes near to the screen; see history-chart.tsx. */
export function HistoryPlot({ data, name, active, onPick }: HistoryPlotProps) {
  const timeLabels = new Map(data.timeTicks);
  const valueLabels = new Map(data.valueTicks.map(({ value, label }) => [value, label]));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={plotRows(data)}
        margin={{ top: 8, right: PLOT_END_PX, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        role="img"
        aria-label={name}
        title={name}
      >
        <defs>
          <pattern id="chart-open-end" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 6L6 0" stroke="var(--color-accent)" strokeWidth="1" opacity="0.55" />
          </pattern>
        </defs>
        {data.closures.map(([fromMs, toMs]) => (
          <ReferenceArea
            key={fromMs}
            x1={fromMs}
            x2={toMs}
            fill="var(--color-closed)"
            fillOpacity={0.1}
            stroke="none"
            ifOverflow="hidden"
          />
        ))}
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="atMs"
          type="number"
          scale="time"
          domain={[data.fromMs, data.toMs]}
          allowDataOverflow
          ticks={data.timeTicks.map(([at]) => at)}
          tickFormatter={(at: number) => timeLabels.get(at) ?? ""}
          interval="preserveStartEnd"
          tick={TICK}
          {...AXIS}
        />
        <YAxis
          width={PLOT_START_PX}
          domain={[0, data.maximum]}
          ticks={data.valueTicks.map(({ value }) => value)}
          tickFormatter={(value: number) => valueLabels.get(value) ?? ""}
          interval={0}
          tick={TICK}
          tickLine={false}
          axisLine={false}
        />
        <Area
          dataKey="open"
          type="linear"
          connectNulls={false}
          stroke="none"
          fill="url(#chart-open-end)"
          fillOpacity={1}
          isAnimationActive={false}
          activeDot={false}
        />
        <Area
          dataKey="band"
          type="linear"
          connectNulls={false}
          stroke="var(--color-accent)"
          strokeOpacity={0.6}
          strokeWidth={1}
          fill="var(--color-accent)"
          fillOpacity={0.22}
          isAnimationActive={false}
          activeDot={false}
        />
        <Line
          dataKey="best"
          type="linear"
          connectNulls={false}
          stroke="var(--color-ink)"
          strokeWidth={2.5}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <ClaimMarks claims={data.claims} active={active} onPick={onPick} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
