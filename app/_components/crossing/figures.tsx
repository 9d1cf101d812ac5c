import { useTranslations } from "next-intl";
import type { Figure } from "#server/domain/status.ts";
import { BestNote } from "./best-note.tsx";
import { ClaimsBehind } from "./claims-behind.tsx";
import { figureKey } from "./figure-key.ts";
import { type FigureBackground, LiveFigures } from "./live-figures.tsx";
import { Disclosure } from "./section.tsx";

interface FiguresProps {
  readonly figures: readonly Figure[];
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
  /** What to say when there is none. */
  readonly emptyText: string;
}

/** Each figure as a range, with why a best number was chosen or why there is none, and every claim behind it. */
export function Figures({ figures, emptyText, ...time }: FiguresProps) {
  const t = useTranslations("claims");
  const background: Record<string, FigureBackground> = {};
  for (const figure of figures) {
    background[figureKey(figure)] = {
      asOf: figure.asOf,
      best: <BestNote figure={figure} />,
      claims: (
        <Disclosure summary={t("behind", { count: figure.claims.length })}>
          <ClaimsBehind figure={figure} {...time} />
        </Disclosure>
      ),
    };
  }
  return <LiveFigures background={background} emptyText={emptyText} />;
}
