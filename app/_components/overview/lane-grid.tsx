import { useTranslations } from "next-intl";
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
  const [near, far] = countries;
  const directions = [`${near}-${far}`, `${far}-${near}`];
  const words = status.lanes.map(({ lane, value }) => {
    const [direction = "", mode = ""] = lane.split("/");
    const known = modes.find((one) => one === mode);
    return `${direction.replace("-", "→")} ${known === undefined ? mode : t(`mode.${known}`)}: ${t(value)}`;
  });
  return (
    <>
      <span className="sr-only">{words.join(", ")}</span>
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
