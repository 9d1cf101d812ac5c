import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#app/_components/notice.tsx";
import { When } from "#app/_components/time/when.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

interface ReminderNoticeProps {
  readonly reminders: readonly { readonly crossingId: string; readonly lastWordAt: Instant }[];
  readonly crossings: ReadonlyMap<string, Crossing>;
  readonly reference: Instant;
}

/** Which of one's crossings have been silent for too long; nothing when none is. */
export function ReminderNotice({ reminders, crossings, reference }: ReminderNoticeProps) {
  const t = useTranslations("reminders");
  const locale = useLocale();
  const to = pathsFor(locale);
  const silent = reminders.flatMap(({ crossingId, lastWordAt }) => {
    const crossing = crossings.get(crossingId);
    return crossing === undefined ? [] : [{ crossing, lastWordAt }];
  });
  if (silent.length === 0) return null;
  return (
    <div className="mx-auto max-w-3xl pb-4">
      <Notice kind="warning" title={t("title")}>
        <ul>
          {silent.map(({ crossing, lastWordAt }) => (
            <li key={crossing.id}>
              <a className="text-link inline-block py-2" href={to.report(crossing.id)}>
                {crossingName(locale, crossing)}
              </a>{" "}
              <span className="text-sm">
                {t("since")}{" "}
                <When
                  at={lastWordAt}
                  reference={reference}
                  zones={crossing.sides.map(({ zone }) => zone)}
                  ticking={false}
                  show="both"
                />
              </span>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
