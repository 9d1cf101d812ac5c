import { useLocale, useTranslations } from "next-intl";
import { formatBound } from "#app/format/date.ts";
import type { TimeBound } from "#server/domain/time.ts";

interface SinceProps {
  readonly since: TimeBound;
  /** IANA zone of the crossing, for times of day. */
  readonly zone: string;
}

/** Since when, no more exact than the source was: "since June 2020, day not known". */
export function Since({ since, zone }: SinceProps) {
  const locale = useLocale();
  const t = useTranslations("time.since");
  return <>{t(since.precision, { date: formatBound(since, locale, zone) })}</>;
}
