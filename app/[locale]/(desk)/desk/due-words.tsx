import { useLocale, useTranslations } from "next-intl";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import type { DeskLine } from "./desk-line.ts";

interface DueWordsProps {
  readonly item: DeskLine;
  readonly zone: string | undefined;
}

/** What was just approved, and from when the public reads it. */
export function DueWords({ item, zone = "UTC" }: DueWordsProps) {
  const t = useTranslations("desk.done");
  const locale = useLocale();
  const { publishAt } = item;
  if (publishAt === null) return t("published");
  const time = formatInstant(publishAt, { locale, style: "dayTime", zone });
  return t("approved", { time: `${time} ${formatOffset(publishAt, zone)}` });
}
