import { useLocale, useTranslations } from "next-intl";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { countryName } from "#app/format/country.ts";
import { formatDate, formatInstant, formatOffset } from "#app/format/date.ts";
import type { Announcement } from "#server/domain/announcement.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { useLaneNames } from "./use-lane-name.ts";

interface SpanTextProps {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly zone: string;
}

/** From when to when, by the clocks of the side that announced it. */
export function SpanText({ startsAt, endsAt, zone }: SpanTextProps) {
  const locale = useLocale();
  const t = useTranslations("announcements");
  const isOneDay = sameDay(startsAt, endsAt, zone);
  const from = formatDate(startsAt, { locale, style: "dayTime", zone });
  const to = formatDate(endsAt, { locale, style: isOneDay ? "time" : "dayTime", zone });
  return (
    <time dateTime={`${startsAt}/${endsAt}`}>
      {t("span", { from, to, offset: formatOffset(startsAt, zone) })}
    </time>
  );
}

function sameDay(a: Instant, b: Instant, zone: string): boolean {
  const day = (at: Instant) => formatInstant(at, { locale: "en", style: "day", zone });
  return day(a) === day(b);
}

export interface AnnouncementLine
  extends Pick<
    Announcement,
    "id" | "kind" | "title" | "party" | "lanes" | "value" | "zone" | "startsAt" | "endsAt"
  > {
  readonly isRepeating: boolean;
}

interface AnnouncementsProps {
  readonly announcements: readonly AnnouncementLine[];
  /** Every lane of the crossing. */
  readonly lanes: readonly LaneId[];
}

/** What one side's authority has said of days to come: said, not seen. */
export function Announcements({ announcements, lanes }: AnnouncementsProps) {
  const t = useTranslations("announcements");
  const locale = useLocale();
  const names = useLaneNames();
  return (
    <ul>
      {announcements.map((one) => (
        <li key={one.id} className="flex flex-col gap-0.5 border-b border-line py-3">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <StateWord state={one.value} />
            <span className="font-semibold">
              <SpanText {...one} />
            </span>
            {one.isRepeating && <span className="text-ink-soft">{t("repeats")}</span>}
          </p>
          <p className="text-sm">
            {t(`kinds.${one.kind}`)}: <bdi>{one.title}</bdi>
            {" · "}
            {names.lanes(one.lanes, lanes)}
            {" · "}
            <span className="text-ink-soft">
              {t("by", { country: countryName(locale, one.party) })}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
