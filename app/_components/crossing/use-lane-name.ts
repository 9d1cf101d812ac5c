import { useLocale, useTranslations } from "next-intl";
import { countryName, directionEnds } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import type { Direction, LaneId, Mode } from "#server/domain/crossing.ts";

const MODES: readonly Mode[] = ["pedestrian", "passenger", "truck", "rail"];

export interface LaneNames {
  /** "Trucks, Pakistan to Afghanistan" */
  readonly lane: (id: LaneId) => string;
  /** "Pakistan to Afghanistan"; null: "both directions". */
  readonly direction: (direction: Direction | null) => string;
  /** A set of lanes in as few words as say it: "Every lane", "Trucks", or one by one. */
  readonly lanes: (ids: readonly LaneId[], all: readonly LaneId[]) => string;
}

function partsOf(id: LaneId): { direction: Direction; mode: Mode } {
  const [direction = "", named] = id.split("/");
  return { direction, mode: MODES.find((mode) => mode === named) ?? "truck" };
}

/** Names of lanes and directions in the reader's language. */
export function useLaneNames(): LaneNames {
  const locale = useLocale();
  const t = useTranslations("crossing.lanes");
  const states = useTranslations("states.mode");
  const direction = (one: Direction | null) => {
    if (one === null) return t("bothDirections");
    const { from, to } = directionEnds(one);
    return t("direction", { from: countryName(locale, from), to: countryName(locale, to) });
  };
  const lane = (id: LaneId) => {
    const parts = partsOf(id);
    return t("name", { mode: states(parts.mode), direction: direction(parts.direction) });
  };
  const lanes = (ids: readonly LaneId[], all: readonly LaneId[]) => {
    if (all.length > 0 && all.every((id) => ids.includes(id))) return t("every");
    return MODES.flatMap((mode) => {
      const ofMode = all.filter((id) => partsOf(id).mode === mode);
      const named = ids.filter((id) => partsOf(id).mode === mode);
      if (named.length === 0) return [];
      return ofMode.length === named.length ? [states(mode)] : named.map(lane);
    }).join(PUNCTUATION[locale].semicolon);
  };
  return { lane, direction, lanes };
}
