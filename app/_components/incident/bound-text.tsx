import { useLocale, useTranslations } from "next-intl";
import { formatBound } from "#app/format/date.ts";
import type { TimeBound } from "#server/domain/time.ts";

interface BoundTextProps {
  readonly bound: TimeBound;
  /** IANA zone for times of day. */
  readonly zone: string;
}

/** A date as exact as its source: "12 Oct 2025", "about 15 Oct 2025", "June 2020". */
export function BoundText({ bound, zone }: BoundTextProps) {
  const locale = useLocale();
  const t = useTranslations("incident");
  const date = formatBound(bound, locale, zone);
  return (
    <time dateTime={bound.text}>{bound.precision === "week" ? t("about", { date }) : date}</time>
  );
}
