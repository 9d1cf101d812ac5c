import { useLocale, useTranslations } from "next-intl";
import { countryName, directionEnds } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import type { CountryCode, Mode } from "#server/domain/crossing.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { DirectionText } from "../state/exception-list.tsx";
import { StateGlyph } from "../state/state-glyph.tsx";
import { laneState } from "./arrange-rows.ts";

interface LaneGridProps {
  readonly countries: readonly [CountryCode, CountryCode];
  readonly status: LiveStatus;
  /** The modes that any crossing on the board has; every row has the same columns. */
  readonly modes: readonly Mode[];
}

/** What is open for whom: a glyph for each mode and direction. The words for it come first, unseen. */
export function LaneGrid({ countries, status, modes }: LaneGridProps) {
  const t = useTranslations("states");
  const locale = useLocale();
  const { comma, semicolon } = PUNCTUATION[locale];
  const [near, far] = countries;
  const directions = [`${near}-${far}`, `${far}-${near}`];
  const words = status.lanes.map(({ lane, value }) => {
    const [direction = "", mode = ""] = lane.split("/");
    const known = modes.find((one) => one === mode);
    const { from, to } = directionEnds(direction);
    const way = t("way", { from: countryName(locale, from), to: countryName(locale, to) });
    return `${known === undefined ? mode : t(`mode.${known}`)}${comma}${way}: ${t(value)}`;
  });
  return (
    <>
      <span className="sr-only">{words.join(semicolon)}</span>
      <span aria-hidden="true" className="lane-grid" style={{ "--modes": modes.length }}>
        <span className="lane-heads contents text-xs text-ink-soft">
          <span />
          {modes.map((mode) => (
            <span key={mode} className="text-center">
              {t(`modeShort.${mode}`)}
            </span>
          ))}
        </span>
        {directions.map((direction) => (
          <span key={direction} className="contents">
            <span className="text-xs text-ink-soft">
              <DirectionText direction={direction} />
            </span>
            {modes.map((mode) => {
              const state = laneState(status, `${direction}/${mode}`);
              return (
                <span key={mode} className="flex items-center justify-center">
                  {state === null ? (
                    <span className="text-xs text-line-strong">·</span>
                  ) : (
                    <StateGlyph state={state} />
                  )}
                </span>
              );
            })}
          </span>
        ))}
      </span>
    </>
  );
}
