import { useLocale, useTranslations } from "next-intl";
import { formatInstant } from "#app/format/date.ts";
import { type DeviceClock, isCorrected } from "#server/domain/device-clock.ts";
import { type Instant, MINUTE_MS } from "#server/domain/time.ts";

interface ClockNoteProps {
  readonly observedAt: Instant;
  readonly clock: DeviceClock | null;
  readonly zone: string;
}

/** That a time was put right, by how much, and how sure that is; nothing when the clock was right. */
export function ClockNote({ observedAt, clock, zone }: ClockNoteProps) {
  const t = useTranslations("field.clock");
  const locale = useLocale();
  if (clock === null || clock.skewMs === null || !isCorrected(clock)) return null;
  const at = (instant: Instant) => formatInstant(instant, { locale, style: "dayTime", zone });
  return (
    <p className="border-s-4 border-restricted ps-3 text-sm">
      {t(clock.skewMs > 0 ? "ahead" : "behind", {
        minutes: Math.round(Math.abs(clock.skewMs) / MINUTE_MS),
        device: at(clock.deviceAt),
        at: at(observedAt),
        // Without a measured round trip a minute is what a slow line may have added.
        seconds: Math.ceil((clock.uncertaintyMs ?? MINUTE_MS) / 1_000),
      })}
    </p>
  );
}
