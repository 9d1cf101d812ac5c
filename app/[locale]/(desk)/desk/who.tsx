import { useLocale, useTranslations } from "next-intl";
import { durationOf } from "#app/_components/crossing/closure-span.ts";
import { When } from "#app/_components/time/when.tsx";
import { formatInstant } from "#app/format/date.ts";
import { formatNumber } from "#app/format/number.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { isCorrected } from "#server/domain/device-clock.ts";
import { HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import type { DeskLine } from "./desk-line.ts";

interface WhoProps {
  readonly item: DeskLine;
  readonly crossing: Crossing;
  readonly reference: Instant;
}

/** Who sent a report, how, and when; a time that a wrong clock gave stands with how far it may be off. */
export function Who({ item, crossing, reference }: WhoProps) {
  const t = useTranslations("desk");
  const zones = crossing.sides.map((side) => side.zone);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <dt className="text-ink-soft">{t("who")}</dt>
      <dd>
        <bdi className="font-semibold">{item.reporterName ?? t("noName")}</bdi>{" "}
        <span className="text-ink-soft">
          ({t("whoNote")}; {t("inPublic", { pseudonym: item.source.name })}; {t(`via.${item.via}`)}
          {item.relayedBy !== null && `; ${t("relayed", { name: item.relayedBy })}`})
        </span>
      </dd>
      <dt className="text-ink-soft">{t("seen")}</dt>
      <dd>
        <When at={item.observedAt} reference={reference} zones={zones} show="both" />
        <ClockNote clock={item.deviceClock} zone={zones[0] ?? "UTC"} />
      </dd>
      <dt className="text-ink-soft">{t("received")}</dt>
      <dd>
        <When at={item.receivedAt} reference={reference} zones={zones} show="both" />
      </dd>
    </dl>
  );
}

/** A clock that is a day off is not 1,440 minutes off. */
const MINUTES_UNTIL_MS = 2 * HOUR_MS;

interface ClockNoteProps {
  readonly clock: DeskLine["deviceClock"];
  readonly zone: string;
}

/** Only where the device's clock was off by so much that the time was corrected. */
function ClockNote({ clock, zone }: ClockNoteProps) {
  const t = useTranslations("desk.clock");
  const locale = useLocale();
  if (clock === null || clock.skewMs === null || !isCorrected(clock)) return null;
  const words = (ms: number) => {
    const length = Math.abs(ms);
    if (length < MINUTES_UNTIL_MS)
      return t("minutes", { minutes: formatNumber(locale, Math.ceil(length / MINUTE_MS)) });
    const { unit, count } = durationOf(length);
    return t(unit, { count });
  };
  // How far off the correction may be, at least to the minute.
  const doubt = Math.max(clock.uncertaintyMs ?? Math.abs(clock.skewMs), MINUTE_MS);
  const time = formatInstant(clock.deviceAt, { locale, style: "dayTime", zone });
  return (
    <>
      {" "}
      <span className="font-semibold">{t("plusMinus", { length: words(doubt) })}</span>
      <span className="block text-ink-soft">{t("off", { length: words(clock.skewMs), time })}</span>
    </>
  );
}
