import { useLocale } from "next-intl";
import { formatDate, formatInstant, formatOffset } from "#app/format/date.ts";
import type { Instant } from "#server/domain/time.ts";

interface ReplayClockProps {
  readonly at: Instant;
  /** The zones in which it is told, the first one large. */
  readonly zones: readonly string[];
}

/** The instant, as clocks on both sides showed it. */
export function ReplayClock({ at, zones }: ReplayClockProps) {
  const locale = useLocale();
  const [first = "UTC", ...others] = zones;
  const time = (zone: string, format: typeof formatDate) =>
    `${format(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;
  return (
    <time dateTime={at} className="flex flex-wrap items-baseline gap-x-3">
      <strong className="text-xl tabular-nums md:text-2xl">
        <bdi>{time(first, formatDate)}</bdi>
      </strong>
      {others.map((zone) => (
        <span key={zone} className="text-sm text-ink-soft tabular-nums">
          <bdi>{time(zone, formatInstant)}</bdi>
        </span>
      ))}
    </time>
  );
}
