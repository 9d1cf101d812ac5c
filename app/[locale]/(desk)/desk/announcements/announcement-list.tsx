import { useLocale, useTranslations } from "next-intl";
import { SpanText } from "#app/_components/crossing/announcements.tsx";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { Button } from "#app/_components/form/button.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import type { Announcement } from "#server/domain/announcement.ts";
import type { Crossing } from "#server/domain/crossing.ts";
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
          <li
            key={one.id}
            className="flex flex-wrap items-start justify-between gap-3 border-b border-line py-3"
          >
            <div className="flex flex-col gap-0.5">
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
            </div>
            {one.next !== null ? (
              <form action={withdrawAction}>
                <input type="hidden" name="locale" value={locale} />
                <input type="hidden" name="id" value={one.id} />
                <Button
                  type="submit"
                  kind="danger"
                  aria-label={t("withdrawOne", { title: one.title, crossing: name })}
                >
                  {t("withdraw")}
                </Button>
              </form>
            ) : (
              <p className="text-sm text-ink-soft">
                {one.withdrawnAt === null ? t("over") : t("withdrawn")}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
