import type { State } from "#server/domain/claim.ts";

/** Written out: the stylesheet is made from the class names found in the source. */
export const STATE_COLOUR: Readonly<Record<State, string>> = {
  open: "text-open",
  restricted: "text-restricted",
  closed: "text-closed",
  unknown: "text-unknown",
};

export interface StateGlyphProps {
  readonly state: State;
  /** Pixels; 16 by default. */
  readonly size?: number;
  /** Needed where no word stands beside it; without one the glyph is hidden from screen readers. */
  readonly label?: string;
}

/** The shape and colour of a state. */
export function StateGlyph({ state, size = 16, label }: StateGlyphProps) {
  const shape = <use href={`#state-${state}`} />;
  const className = `inline-block shrink-0 ${STATE_COLOUR[state]}`;
  if (label === undefined) {
    return (
      <svg width={size} height={size} className={className} aria-hidden="true">
        {shape}
      </svg>
    );
  }
  return (
    <svg width={size} height={size} className={className} role="img" aria-label={label}>
      <title>{label}</title>
      {shape}
    </svg>
  );
}
