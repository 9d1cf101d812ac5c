"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RangeBar } from "#app/_components/figure/range-bar.tsx";
import { RangeText } from "#app/_components/figure/range-text.tsx";
import { useDisputeWords } from "#app/_components/figure/use-difference-words.ts";
import { When } from "#app/_components/time/when.tsx";
import { countryName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { LiveFigure } from "#server/domain/live-status.ts";
import { useCrossing } from "./crossing-live.tsx";
import { figureAnchor, figureKey } from "./figure-key.ts";
import { useChangeMark } from "./use-change-mark.ts";
import { useLaneNames } from "./use-lane-name.ts";

/** What the page came with behind a figure; true of the figure as of `asOf` only. */
export interface FigureBackground {
  readonly asOf: string;
  readonly panel: ReactNode;
}

interface LiveFiguresProps {
  readonly background: Readonly<Record<string, FigureBackground>>;
  readonly emptyText: string;
}

export function LiveFigures({ background, emptyText }: LiveFiguresProps) {
  const { status } = useCrossing();
  if (status.figures.length === 0) return <p className="text-ink-soft">{emptyText}</p>;
  return (
    <ul className="grid gap-x-12 gap-y-8 md:grid-cols-2">
      {status.figures.map((figure) => {
        const key = figureKey(figure);
        return <FigureItem key={key} figure={figure} behind={background[key]} />;
      })}
    </ul>
  );
}

interface FigureItemProps {
  readonly figure: LiveFigure;
  readonly behind: FigureBackground | undefined;
}

function FigureItem({ figure, behind }: FigureItemProps) {
  const t = useTranslations("figures");
  const claims = useTranslations("claims");
  const crossing = useTranslations("crossing");
  const locale = useLocale();
  const { status, reference, zones, isPast } = useCrossing();
  const dispute = useDisputeWords()(figure);
  const mark = useChangeMark(`${figure.low} ${figure.best} ${figure.high} ${figure.asOf}`);
  return (
    <li id={figureAnchor(figure)} className={`flex min-w-0 flex-col gap-1.5 ${mark}`}>
      <h3 className="font-semibold">
        {t(figure.metric)} <Place figure={figure} />
      </h3>
      <p>
        <RangeText low={figure.low} high={figure.high} className="text-2xl font-bold" />
        <span className="ms-2 text-sm text-ink-soft">
          <When at={figure.asOf} reference={reference} zones={zones} ticking={!isPast} />
        </span>
      </p>
      {figure.high === null && <p className="text-sm text-ink-soft">{claims("upperOpen")}</p>}
      {dispute !== null && (
        <p className="text-sm font-semibold first-letter:uppercase">{dispute}</p>
      )}
      {behind !== undefined && behind.asOf === figure.asOf ? (
        behind.panel
      ) : (
        <>
          <RangeBar low={figure.low} high={figure.high} best={figure.best} />
          <p className="text-sm">
            <a className="text-link" href={pathsFor(locale).crossing(status.crossingId)}>
              {crossing("updatedLink")}
            </a>
          </p>
        </>
      )}
    </li>
  );
}

/** Which part of the crossing a figure is about. */
function Place({ figure }: { readonly figure: LiveFigure }) {
  const t = useTranslations("claims");
  const locale = useLocale();
  const names = useLaneNames();
  const place =
    figure.lane !== null
      ? names.lane(figure.lane)
      : figure.side !== null
        ? t("side", { country: countryName(locale, figure.side) })
        : t("whole");
  return <span className="font-normal text-ink-soft">{place}</span>;
}
