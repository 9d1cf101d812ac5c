/** One reason for an alert level, as a sentence. */
import type { useTranslations } from "next-intl";
import { EXCEPTION_CLASSES } from "#server/domain/claim.ts";
import { MODES } from "#server/domain/mode.ts";
import type { AlertReason } from "#server/domain/status.ts";
import type { Locale } from "../locales.ts";
import { countryName } from "./country.ts";
import { formatDate } from "./date.ts";
import { formatList } from "./list.ts";
import { formatRangeInText } from "./number.ts";

interface ReasonWords {
  readonly t: ReturnType<typeof useTranslations<"reasons">>;
  readonly states: ReturnType<typeof useTranslations<"states">>;
  readonly locale: Locale;
  /** IANA zone in which days are named. */
  readonly zone: string;
}

export function reasonText(reason: AlertReason, { t, states, locale, zone }: ReasonWords): string {
  const text = (key: string): string => String(reason.values[key] ?? "");
  switch (reason.code) {
    case "mode_closed": {
      const mode = MODES.find((one) => one === text("mode")) ?? "truck";
      return t("mode_closed", { mode: states(`mode.${mode}`) });
    }
    case "exceptions_only": {
      const classes = EXCEPTION_CLASSES.filter((one) => text("classes").split(",").includes(one));
      const words = classes.map((one) => states(`exception.${one}`));
      return t("exceptions_only", { classes: formatList(locale, words) });
    }
    case "high_alert":
    case "heightened":
      return t(reason.code, { side: countryName(locale, text("side")) });
    case "people_stranded":
    case "trucks_stranded": {
      const { low, high } = reason.values;
      const range = { low: Number(low), high: high === undefined ? null : Number(high) };
      return t(reason.code, { range: formatRangeInText(locale, range) });
    }
    case "silent":
      return t("silent", {
        date: formatDate(text("lastWordAt"), { locale, style: "day", zone }),
      });
    case "partly_unknown":
      return t("partly_unknown", { count: Number(reason.values.lanes ?? 0) });
    case "override":
      return t("override", { reason: text("reason") });
    case "all_closed":
      return t("all_closed", { unknown: Number(reason.values.unknown ?? 0) });
    case "restricted":
    case "clash":
    case "announced_gap":
    case "contested":
    case "never_reported":
    case "all_open":
      return t(reason.code);
  }
}
