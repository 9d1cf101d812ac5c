"use client";
import { useLocale, useTranslations } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import { useCrossing } from "./crossing-live.tsx";

/** The time of day on one side of the border, at the instant that the page describes. */
export function LocalClock({ zone }: { readonly zone: string }) {
  const t = useTranslations("crossing");
  const locale = useLocale();
  const now = useNow();
  const { reference, isPast } = useCrossing();
  const at = isPast ? reference : (now ?? reference);
  return (
    <>
      {t("sideTime", {
        time: formatInstant(at, { locale, style: "time", zone }),
        offset: formatOffset(at, zone),
      })}
    </>
  );
}
