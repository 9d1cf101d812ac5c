import type { Figure, FigureClaim } from "#server/domain/status.ts";
import { ClaimsPanel } from "./claims-panel.tsx";
import { figureKey } from "./figure-key.ts";
import { type FigureBackground, LiveFigures } from "./live-figures.tsx";

interface FiguresProps {
  readonly figures: readonly Figure[];
  /** Claims of the weeks before, by `figureKey`, newest first. */
  readonly earlier: ReadonlyMap<string, readonly FigureClaim[]>;
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
  /** Where all claims are as data. */
  readonly dataHref: string;
  /** What to say when there is none. */
  readonly emptyText: string;
}

/** Each figure as a range, with why a best number was chosen or why there is none, and every claim behind it. */
export function Figures({ figures, earlier, emptyText, ...time }: FiguresProps) {
  const background: Record<string, FigureBackground> = {};
  for (const figure of figures) {
    const key = figureKey(figure);
    background[key] = {
      asOf: figure.asOf,
      panel: <ClaimsPanel figure={figure} earlier={earlier.get(key) ?? []} {...time} />,
    };
  }
  return <LiveFigures background={background} emptyText={emptyText} />;
}
