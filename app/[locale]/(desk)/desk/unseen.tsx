import { useLocale, useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { seenAction } from "./actions.ts";
import type { DeskLine } from "./desk-line.ts";
import { RetractForm } from "./retract-form.tsx";
import { Said } from "./said.tsx";
import { Who } from "./who.tsx";

interface CrossingNow {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
}

interface UnseenProps {
  readonly items: readonly DeskLine[];
  readonly crossings: ReadonlyMap<CrossingId, CrossingNow>;
  readonly reference: Instant;
}

/** Reports that trusted reporters published at once: the desk looks at each after. */
export function Unseen({ items, crossings, reference }: UnseenProps) {
  const t = useTranslations("desk.unseen");
  const locale = useLocale();
  return (
    <Section id="unseen" title={t("title")} intro={t("intro")}>
      {items.length === 0 && <p>{t("none")}</p>}
      <ul>
        {items.map((item) => {
          const row = crossings.get(item.crossingId);
          if (row === undefined) return null;
          return (
            <li
              key={item.id}
              className="grid gap-x-12 gap-y-4 border-t border-line py-5 lg:grid-cols-[minmax(0,1fr)_19rem]"
            >
              <div className="flex min-w-0 flex-col gap-3">
                <h3 className="text-lg font-bold">
                  <a className="text-link" href={pathsFor(locale).crossing(item.crossingId)}>
                    <bdi>{crossingName(locale, row.crossing)}</bdi>
                  </a>
                </h3>
                <Said claims={item.claims} {...row} />
                <Who item={item} crossing={row.crossing} reference={reference} />
              </div>
              <div className="flex flex-col gap-2">
                <form action={seenAction}>
                  <input type="hidden" name="id" value={item.id} />
                  <input type="hidden" name="locale" value={locale} />
                  <Button type="submit">{t("keep")}</Button>
                </form>
                <RetractForm reportId={item.id} />
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
