import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { formatRangeInText } from "#app/format/number.ts";
import type { ChangeDetail, ChangeRange } from "#server/domain/change.ts";
import { POSTURES } from "#server/domain/claim.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import { useCorrectionWords } from "./use-correction-words.ts";
import { useLaneNames } from "./use-lane-name.ts";

/** What changed, as one sentence in the reader's language. */
export function useChangeWords(): (detail: ChangeDetail) => string {
  const t = useTranslations("changes");
  const states = useTranslations("states");
  const figures = useTranslations("figures");
  const locale = useLocale();
  const names = useLaneNames();
  const correction = useCorrectionWords();
  const range = (one: ChangeRange) => formatRangeInText(locale, one);
  const level = (one: number) => states(`level.${ALERT_LEVELS[one] ?? "normal"}`);
  const posture = (one: string) => states(`posture.${POSTURES.find((p) => p === one) ?? "normal"}`);

  return (detail) => {
    switch (detail.kind) {
      case "lane":
      case "announcement":
        return t(detail.kind, {
          lane: names.lane(detail.lane),
          to: states(detail.to),
          from: states(detail.from),
        });
      case "exception": {
        const who = states(`exception.${detail.class}`);
        if (detail.to === null) return t("exceptionEnded", { class: who });
        const to = states(detail.to);
        if (detail.from === null) return t("exceptionNew", { class: who, to });
        return t("exceptionChanged", { class: who, to, from: states(detail.from) });
      }
      case "figure": {
        const place =
          detail.lane !== null
            ? names.lane(detail.lane)
            : detail.side !== null
              ? countryName(locale, detail.side)
              : null;
        const metric =
          place === null
            ? figures(detail.metric)
            : t("metricAt", { metric: figures(detail.metric), place });
        if (detail.to === null) {
          return t("figureEnded", { metric, from: detail.from === null ? "" : range(detail.from) });
        }
        const to = range(detail.to);
        if (detail.from === null) return t("figureNew", { metric, to });
        return t("figureChanged", { metric, to, from: range(detail.from) });
      }
      case "posture": {
        const side = countryName(locale, detail.side);
        if (detail.to === null) {
          return t("postureEnded", {
            side,
            from: detail.from === null ? "" : posture(detail.from),
          });
        }
        const to = posture(detail.to);
        if (detail.from === null) return t("posture", { side, to });
        return t("postureChanged", { side, to, from: posture(detail.from) });
      }
      case "level":
        return t("level", { to: level(detail.to), from: level(detail.from) });
      case "trend":
        return t("trend", {
          to: states(`trend.${detail.to}`),
          from: states(`trend.${detail.from}`),
        });
      case "freshness":
        return t("freshness", {
          at: formatDate(detail.lastWordAt, { locale, style: "dayTime", zone: "UTC" }),
        });
      case "retraction":
        return t("retraction");
      case "correction":
        return correction(detail);
    }
  };
}
