import { useLocale, useTranslations } from "next-intl";
import { leftToRight } from "#app/_components/charts/left-to-right.ts";
import { countryName } from "#app/format/country.ts";
import { formatInstant } from "#app/format/date.ts";
import { formatList } from "#app/format/list.ts";
import { formatRange } from "#app/format/number.ts";
import { EXCEPTION_CLASSES } from "#server/domain/claim.ts";
import { MODES } from "#server/domain/mode.ts";
import type { AlertReason } from "#server/domain/status.ts";

interface ReasonTextProps {
  readonly reason: AlertReason;
  /** IANA zone in which days are named. */
  readonly zone?: string;
}

/** One reason for an alert level, as a sentence. */
export function ReasonText({ reason, zone = "UTC" }: ReasonTextProps) {
  const locale = useLocale();
  const t = useTranslations("reasons");
  const states = useTranslations("states");
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
      return t(reason.code, { range: leftToRight(formatRange(locale, range)) });
    }
    case "silent":
      return t("silent", {
        date: formatInstant(text("lastWordAt"), { locale, style: "day", zone }),
      });
    case "partly_unknown":
      return t("partly_unknown", { count: Number(reason.values.lanes ?? 0) });
    case "override":
      return t("override", { reason: text("reason") });
    case "all_closed":
    case "restricted":
    case "clash":
    case "announced_gap":
    case "contested":
    case "never_reported":
    case "all_open":
      return t(reason.code);
  }
}
