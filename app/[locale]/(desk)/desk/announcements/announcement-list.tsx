import { useLocale, useTranslations } from "next-intl";
import { SpanText } from "#app/_components/crossing/announcements.tsx";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import type { Announcement } from "#server/domain/announcement.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { PlannedEntry } from "../planned-entry.tsx";
import { withdrawAction } from "./actions.ts";

interface AnnouncementListProps {
  readonly announcements: readonly (Announcement & {
    readonly withdrawnAt: string | null;
    readonly next: { readonly startsAt: string; readonly endsAt: string } | null;
  })[];
  readonly crossings: readonly Crossing[];
}

/** Every announcement, newest first, with a button that withdraws one which is not over. */
export function AnnouncementList({ announcements, crossings }: AnnouncementListProps) {
  const t = useTranslations("announcements");
  const locale = useLocale();
  const names = useLaneNames();
  if (announcements.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  return (
    <ul>
      {announcements.map((one) => {
        const crossing = byId.get(one.crossingId);
        const name = crossing === undefined ? one.crossingId : crossingName(locale, crossing);
        const lanes = crossing?.lanes.map(({ id }) => id) ?? [];
        return (
          <PlannedEntry
            key={one.id}
            id={one.id}
            ended={one.withdrawnAt === null ? t("over") : t("withdrawn")}
            withdrawal={
              one.next === null
                ? null
                : {
                    action: withdrawAction,
                    word: t("withdraw"),
                    unanswered: t("unwithdrawn"),
                    label: t("withdrawOne", { title: one.title, crossing: name }),
                  }
            }
          >
            <p className="font-semibold">
              {name}: <bdi>{one.title}</bdi>
            </p>
            <p className="flex flex-wrap gap-x-3 text-sm">
              <StateWord state={one.value} size={14} />
              <span>{t(`kinds.${one.kind}`)}</span>
              <span>{t("by", { country: countryName(locale, one.party) })}</span>
              <span>{names.lanes(one.lanes, lanes)}</span>
            </p>
            <p className="text-sm text-ink-soft">
              <SpanText {...(one.next ?? one)} zone={one.zone} />
              {one.rrule !== null && (
                <>
                  {" · "}
                  <bdi dir="ltr">{one.rrule}</bdi>
                </>
              )}
            </p>
          </PlannedEntry>
        );
      })}
    </ul>
  );
}
