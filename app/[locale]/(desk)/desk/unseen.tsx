import { useLocale, useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { retractAction, seenAction } from "./actions.ts";
import type { DeskLine } from "./desk-line.ts";
import { Said } from "./said.tsx";
import { Who } from "./who.tsx";

const MAX_REASON_LENGTH = 500;

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
                <Retract reportId={item.id} />
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Takes a report back that should not have been published; the way it was known stays on record. */
function Retract({ reportId }: { readonly reportId: string }) {
  const t = useTranslations("desk.unseen");
  const locale = useLocale();
  const id = `retract-${reportId}`;
  return (
    <details>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center font-medium">
        {t("retract")}
      </summary>
      <form action={retractAction} className="flex flex-col items-start gap-3 pt-1">
        <input type="hidden" name="id" value={reportId} />
        <input type="hidden" name="locale" value={locale} />
        <Field id={id} label={t("reason")} className="w-full">
          <Textarea id={id} name="reason" required maxLength={MAX_REASON_LENGTH} />
        </Field>
        <Button kind="danger" type="submit">
          {t("retractNow")}
        </Button>
      </form>
    </details>
  );
}
