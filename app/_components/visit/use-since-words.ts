import { useLocale, useTranslations } from "next-intl";
import { directionEnds } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { keepInText } from "#app/format/number.ts";
import type { ChangeSince } from "#server/domain/last-visit.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { MODES } from "#server/domain/mode.ts";

/** How a crossing now is where it changed: "Closed", or "Trucks: Closed, On foot PK→AF: Open". */
export function useSinceWords(): (change: ChangeSince, status: LiveStatus) => string {
  const t = useTranslations("states");
  const locale = useLocale();
  const { comma } = PUNCTUATION[locale];
  return ({ lanes, to }, status) => {
    const isWhole = lanes.length === status.lanes.length && to !== "partial";
    if (isWhole) return t(to);
    return MODES.flatMap((mode) => {
      const changed = lanes.filter(({ lane }) => lane.endsWith(`/${mode}`));
      const all = status.lanes.filter(({ lane }) => lane.endsWith(`/${mode}`));
      const [first] = changed;
      if (first === undefined) return [];
      if (changed.length === all.length && changed.every((one) => one.to === first.to)) {
        return [`${t(`mode.${mode}`)}: ${t(first.to)}`];
      }
      return changed.map((one) => {
        const { from, to: end } = directionEnds(one.lane.split("/")[0] ?? "");
        return `${t(`mode.${mode}`)} ${keepInText(locale, `${from}→${end}`)}: ${t(one.to)}`;
      });
    }).join(comma);
  };
}
