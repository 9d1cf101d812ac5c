import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { formatRangeInText } from "#app/format/number.ts";
import type { ChangeDetail, ChangeRange, CorrectionSubject } from "#server/domain/change.ts";
import type { Instant } from "#server/domain/time.ts";
import { useLaneNames } from "./use-lane-name.ts";

interface Turn {
  readonly about: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a source corrected of its own word, as one sentence: "Trucks: 107 corrected to 170, seen …, by the same source". */
export function useCorrectionWords(): (detail: ChangeDetail & { kind: "correction" }) => string {
  const t = useTranslations("changes");
  const states = useTranslations("states");
  const figures = useTranslations("figures");
  const locale = useLocale();
  const names = useLaneNames();
  const range = (one: ChangeRange | null) => (one === null ? null : formatRangeInText(locale, one));
  const at = (one: Instant) => formatDate(one, { locale, style: "dayTime", zone: "UTC" });

  function turnOf(subject: CorrectionSubject): Turn | null {
    switch (subject.of) {
      case "figure": {
        const { metric, side, lane } = subject;
        const place =
          lane !== null ? names.lane(lane) : side === null ? null : countryName(locale, side);
        const about =
          place === null ? figures(metric) : t("metricAt", { metric: figures(metric), place });
        return { about, from: range(subject.from), to: range(subject.to) };
      }
      case "lane": {
        const said = (value: typeof subject.from) => (value === null ? null : states(value));
        const lane = names.lane(subject.lane);
        const about = subject.track === "announced" ? t("correctionAnnounced", { lane }) : lane;
        return { about, from: said(subject.from), to: said(subject.to) };
      }
      case "posture": {
        const said = (value: typeof subject.from) =>
          value === null ? null : states(`posture.${value}`);
        const about = t("correctionForces", { side: countryName(locale, subject.side) });
        return { about, from: said(subject.from), to: said(subject.to) };
      }
      case "time":
        return { about: t("correctionTime"), from: at(subject.from), to: at(subject.to) };
      case "other":
        return null;
    }
  }

  return (detail) => {
    const turn = turnOf(detail.subject);
    const seen = at(detail.observedAt);
    if (turn === null) return t("correctionOther", { at: seen });
    const { about, from, to } = turn;
    if (from === null) return t("correctionAdded", { about, to: to ?? "", at: seen });
    if (to === null) return t("correctionTaken", { about, from, at: seen });
    return t("correctionSaid", { about, from, to, at: seen });
  };
}
