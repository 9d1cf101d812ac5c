import { useLocale, useTranslations } from "next-intl";
import { reasonText } from "#app/format/reason.ts";
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
  return <>{reasonText(reason, { t, states, locale, zone })}</>;
}
