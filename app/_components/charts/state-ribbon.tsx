import { STATE_COLOUR } from "#app/_components/state/state-glyph.tsx";
import type { State } from "#server/domain/claim.ts";
import type { TimeTick } from "./time-ticks.ts";

const BAND_PX = 28;
/** Height of a band by state, so that states differ without colour; open is full, restricted half. */
const OPEN_PX = 24;
const RESTRICTED_PX = 12;
/** Thickness of the light bar in a closed band, as in its glyph. */
const BAR_PX = 5;
/** A closure of an hour in a year must still be seen. */
const MIN_WIDTH_PERCENT = 0.25;

export interface RibbonBand {
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: State;
  /** "Closed, 12 Oct 2025 to 14 Nov 2025" */
  readonly title: string;
}

interface StateRibbonProps {
  /** What the ribbon shows, as one sentence. */
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bands: readonly RibbonBand[];
}

/**
 * A lane's states over time, left to right in every language. Each state has its own height and pattern besides its
 * colour: open a full block, restricted a half one, closed a full one with a bar, unknown a dashed line.
 */
export function StateRibbon({ name, fromMs, toMs, bands }: StateRibbonProps) {
  const percent = (ms: number) => ((ms - fromMs) / Math.max(1, toMs - fromMs)) * 100;
  return (
    <svg role="img" aria-label={name} width="100%" height={BAND_PX} className="block">
      <title>{name}</title>
      {bands.map((band) => {
        const start = percent(band.fromMs);
        const width = Math.max(percent(band.toMs) - start, MIN_WIDTH_PERCENT);
        return (
          <g key={band.fromMs} className={STATE_COLOUR[band.value]}>
            <title>{band.title}</title>
            <BandShape
              state={band.value}
              x={`${start.toFixed(3)}%`}
              width={`${width.toFixed(3)}%`}
            />
          </g>
        );
      })}
    </svg>
  );
}

interface BandShapeProps {
  readonly state: State;
  readonly x: string;
  readonly width: string;
}

/** The shape of one state; also drawn in the legend. */
export function BandShape({ state, x, width }: BandShapeProps) {
  const foot = BAND_PX - (BAND_PX - OPEN_PX) / 2;
  switch (state) {
    case "open":
      return <rect x={x} width={width} y={foot - OPEN_PX} height={OPEN_PX} fill="currentColor" />;
    case "restricted":
      return (
        <rect
          x={x}
          width={width}
          y={foot - RESTRICTED_PX}
          height={RESTRICTED_PX}
          fill="currentColor"
        />
      );
    case "closed":
      return (
        <>
          <rect x={x} width={width} y={foot - OPEN_PX} height={OPEN_PX} fill="currentColor" />
          <rect
            x={x}
            width={width}
            y={(BAND_PX - BAR_PX) / 2}
            height={BAR_PX}
            fill="var(--color-ground)"
          />
        </>
      );
    case "unknown":
      return (
        <>
          <rect x={x} width={width} y={0} height={BAND_PX} fill="transparent" />
          <line
            x1={x}
            x2={`${(Number.parseFloat(x) + Number.parseFloat(width)).toFixed(3)}%`}
            y1={BAND_PX / 2}
            y2={BAND_PX / 2}
            stroke="currentColor"
            strokeWidth={1.5}
            strokeDasharray="3 4"
          />
        </>
      );
  }
}

/**
 * The dates under a row of ribbons, each centred under its tick: the space beside the plot takes half a label, and one
 * moved inwards runs into the next on a phone.
 */
export function RibbonAxis({
  fromMs,
  toMs,
  ticks,
}: Pick<StateRibbonProps, "fromMs" | "toMs"> & { readonly ticks: readonly TimeTick[] }) {
  return (
    <svg
      width="100%"
      height="24"
      aria-hidden="true"
      className="block overflow-visible text-ink-soft"
    >
      <line x1="0" x2="100%" y1="0.5" y2="0.5" stroke="var(--color-line-strong)" />
      {ticks.map(([at, label]) => {
        const x = ((at - fromMs) / Math.max(1, toMs - fromMs)) * 100;
        return (
          <g key={at}>
            <line x1={`${x}%`} x2={`${x}%`} y1="0" y2="5" stroke="var(--color-line-strong)" />
            <text x={`${x}%`} y="18" fontSize="12" fill="currentColor" textAnchor="middle">
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
