import { useTranslations } from "next-intl";
import { type PlotRow, RangePlot } from "#app/_components/figure/range-plot.tsx";
import { useDifferenceWords } from "#app/_components/figure/use-difference-words.ts";
import { differenceOf } from "#server/domain/claim-difference.ts";
import type { Figure, FigureClaim } from "#server/domain/status.ts";
import { BestNote } from "./best-note.tsx";
import { ClaimsBehind } from "./claims-behind.tsx";
import { Disclosure } from "./section.tsx";

/** More lines than these are no picture any more; the list below has them all. */
const DRAWN = 12;

interface ClaimsPanelProps {
  readonly figure: Figure;
  /** Claims of the weeks before that count no longer, newest first. */
  readonly earlier: readonly FigureClaim[];
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
  /** Where all claims are as data. */
  readonly dataHref: string;
}

/** What stands behind a figure: its claims drawn on one scale, the rule that chose a best number, and each in words. */
export function ClaimsPanel({ figure, earlier, ...time }: ClaimsPanelProps) {
  const t = useTranslations("claims");
  const { claims } = figure;
  return (
    <div className="flex flex-col gap-3">
      <RangePlot
        rows={plotRows(figure, earlier, t("plot.together"))}
        label={t("behind", { count: claims.length })}
      />
      <EarlierNote figure={figure} earlier={earlier} />
      <BestNote figure={figure} />
      <Disclosure summary={t("behind", { count: claims.length })} isOpen={figure.disputed}>
        <ClaimsBehind claims={claims} {...time} />
        <p className="max-w-prose pt-3 text-sm text-ink-soft">{t("rule")}</p>
      </Disclosure>
      {earlier.length > 0 && (
        <Disclosure summary={t("earlier", { count: earlier.length })}>
          <ClaimsBehind claims={earlier} {...time} />
        </Disclosure>
      )}
    </div>
  );
}

function plotRows(figure: Figure, earlier: readonly FigureClaim[], together: string): PlotRow[] {
  const { low, high, best, claims } = figure;
  const line = (claim: FigureClaim, kind: "claim" | "past"): PlotRow => ({
    key: `${kind} ${claim.reportId}`,
    name: <bdi lang="en">{claim.source.name}</bdi>,
    low: claim.low,
    high: claim.high,
    best: claim.best,
    kind,
  });
  const whole: PlotRow = { key: "whole", name: together, low, high, best, kind: "whole" };
  return [
    ...(claims.length > 1 ? [whole] : []),
    ...claims.slice(0, DRAWN).map((claim) => line(claim, "claim")),
    ...earlier.slice(0, Math.max(0, DRAWN - claims.length)).map((claim) => line(claim, "past")),
  ];
}

/** How far the figure has travelled: what was claimed weeks ago against what is claimed now. */
function EarlierNote({ figure, earlier }: Pick<ClaimsPanelProps, "figure" | "earlier">) {
  const t = useTranslations("claims");
  const words = useDifferenceWords();
  const difference = words(differenceOf([...figure.claims, ...earlier]));
  if (earlier.length === 0 || difference === null) return null;
  return <p className="max-w-prose text-sm">{t("withEarlier", { difference })}</p>;
}
