import { useLocale, useTranslations } from "next-intl";
import { monthAround, yearUntil } from "#app/_components/charts/calendar-months.ts";
import { pathsFor } from "#app/paths.ts";
import { dayText } from "#server/domain/calendar-day.ts";
import { MODES } from "#server/domain/mode.ts";
import { ChoiceLink, ChoiceList } from "./choice-links.tsx";
import type { DayCalendarProps } from "./day-calendar.tsx";

/** Shown months do not overlap from one page of the calendar to the next. */
const A_YEAR_ON = 360;

/** Whose lanes, and earlier or later months. */
export function CalendarLinks(props: DayCalendarProps & { readonly firstDay: number }) {
  const { crossing, view, calendar, viewDay, untilDay, firstDay } = props;
  const t = useTranslations("days");
  const states = useTranslations("states");
  const locale = useLocale();
  const to = pathsFor(locale);
  const modes = MODES.filter((mode) => crossing.lanes.some((lane) => lane.mode === mode));
  const href = (mode: string | null, until: number | null) => {
    const query = { mode, to: until === null || until >= viewDay ? null : dayText(until) };
    return `${to.crossing(crossing.id, view, query)}#days`;
  };
  const start = yearUntil(untilDay, locale)[0]?.first ?? firstDay;
  const later = monthAround(Math.min(untilDay + A_YEAR_ON, viewDay), locale).last;
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-1">
      <ChoiceList label={t("modeLabel")}>
        <ChoiceLink
          href={href(null, untilDay)}
          isCurrent={calendar.mode === null}
          text={t("everyLane")}
        />
        {modes.map((mode) => (
          <ChoiceLink
            key={mode}
            href={href(mode, untilDay)}
            isCurrent={mode === calendar.mode}
            text={states(`modeShort.${mode}`)}
          />
        ))}
      </ChoiceList>
      <p className="flex gap-x-6 text-sm">
        <a
          className="text-link inline-flex min-h-11 items-center"
          href={href(calendar.mode, start - 1)}
        >
          {t("earlier")}
        </a>
        {untilDay < viewDay && (
          <a
            className="text-link inline-flex min-h-11 items-center"
            href={href(calendar.mode, later)}
          >
            {t("later")}
          </a>
        )}
      </p>
    </div>
  );
}
