import { useLocale, useTranslations } from "next-intl";
import { formatBound } from "#app/format/date.ts";
import type { Incident } from "#server/domain/incident.ts";

interface IncidentDatesProps {
  readonly incident: Pick<Incident, "from" | "to">;
  readonly zone: string;
}

/** From and to, as exact as they are known. */
export function IncidentDates({ incident, zone }: IncidentDatesProps) {
  const locale = useLocale();
  const t = useTranslations("incident");
  const from = formatBound(incident.from, locale, zone);
  if (incident.to === null) return <>{t("datesOpen", { from })}</>;
  const to = formatBound(incident.to, locale, zone);
  return <>{from === to ? from : t("dates", { from, to })}</>;
}
