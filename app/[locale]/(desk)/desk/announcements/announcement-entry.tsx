import { useLocale, useTranslations } from "next-intl";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { countryName, crossingName } from "#app/format/country.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { AnnouncementForm } from "./announcement-form.tsx";

/** The form for one crossing, with its sides and lanes by name. */
export function AnnouncementEntry({
  id,
  crossing,
}: {
  readonly id: string;
  readonly crossing: Crossing;
}) {
  const t = useTranslations("announcements");
  const locale = useLocale();
  const names = useLaneNames();
  return (
    <div className="flex flex-col gap-5 pt-4">
      <h3 className="text-lg font-bold">{t("of", { crossing: crossingName(locale, crossing) })}</h3>
      <AnnouncementForm
        key={crossing.id}
        id={id}
        crossingId={crossing.id}
        sides={crossing.sides.map(({ country, zone }) => ({
          country,
          label: t("side", { country: countryName(locale, country), zone }),
        }))}
        lanes={crossing.lanes.map((lane) => ({ id: lane.id, label: names.lane(lane.id) }))}
      />
    </div>
  );
}
