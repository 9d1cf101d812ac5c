import { useLocale, useTranslations } from "next-intl";
import { useChangeWords } from "#app/_components/crossing/use-change-words.ts";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { countryName } from "#app/format/country.ts";
import { formatRangeInText } from "#app/format/number.ts";
import type { ChangeDetail, ChangeRange } from "#server/domain/change.ts";
import type { LaneId } from "#server/domain/crossing.ts";

/** What publishing would change, as lines "trucks: closed → restricted"; lanes that go the same way are one line. */
export function useEffectWords(
  all: readonly LaneId[],
): (details: readonly ChangeDetail[]) => string[] {
  const t = useTranslations("desk.effect");
  const changes = useTranslations("changes");
  const states = useTranslations("states");
  const figures = useTranslations("figures");
  const locale = useLocale();
  const names = useLaneNames();
  const changeWords = useChangeWords();
  const range = (one: ChangeRange | null) =>
    one === null ? t("nothingKnown") : formatRangeInText(locale, one);

  function figureWords(detail: ChangeDetail & { kind: "figure" }): string {
    const place =
      detail.lane !== null
        ? names.lane(detail.lane)
        : detail.side === null
          ? null
          : countryName(locale, detail.side);
    const name = figures(detail.metric);
    const metric = place === null ? name : changes("metricAt", { metric: name, place });
    return t("figure", { metric, from: range(detail.from), to: range(detail.to) });
  }

  return (details) => {
    const turns = details.filter((detail) => detail.kind === "lane");
    const groups = Map.groupBy(turns, ({ from, to }) => `${from} ${to}`);
    const lanes = [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const which = names.lanes(
        group.map(({ lane }) => lane),
        all,
      );
      return [t("lanes", { lanes: which, from: states(first.from), to: states(first.to) })];
    });
    const rest = details
      .filter((detail) => detail.kind !== "lane")
      .map((detail) => (detail.kind === "figure" ? figureWords(detail) : changeWords(detail)));
    return [...new Set([...lanes, ...rest])];
  };
}
