import { useLocale, useTranslations } from "next-intl";
import { formatInstant } from "#app/format/date.ts";
import { type DeviceClock, isCorrected } from "#server/domain/device-clock.ts";
import { type Instant, MINUTE_MS } from "#server/domain/time.ts";

/** Without a measured round trip a minute is what a slow line may have added. */
const secondsOff = ({ uncertaintyMs }: DeviceClock) =>
  Math.ceil((uncertaintyMs ?? MINUTE_MS) / 1_000);

interface SkewWordsProps {
  readonly clock: DeviceClock;
  readonly zone: string;
}

/** Behind a time that was put right: how sure it is, and what the device showed; nothing when its clock was right. */
export function SkewWords({ clock, zone }: SkewWordsProps) {
  const t = useTranslations("field.clock");
  const locale = useLocale();
  if (!isCorrected(clock)) return null;
  const device = formatInstant(clock.deviceAt, { locale, style: "dayTime", zone });
  return (
    <>
      {" "}
      <bdi>{t("within", { seconds: secondsOff(clock) })}</bdi>
      <span className="block text-ink-soft">{t("device", { device })}</span>
    </>
  );
}

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
        seconds: secondsOff(clock),
      })}
    </p>
  );
}
