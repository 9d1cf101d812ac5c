import { useLocale, useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button } from "#app/_components/form/button.tsx";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { ActForm } from "./act-form.tsx";
import { seenAction } from "./actions.ts";
import { type CrossingNow, DeskEntry } from "./desk-entry.tsx";
import type { DeskLine } from "./desk-line.ts";
import { RetractForm } from "./retract-form.tsx";

interface UnseenProps {
  readonly items: readonly DeskLine[];
  readonly crossings: ReadonlyMap<CrossingId, CrossingNow>;
  readonly reference: Instant;
}

/** Reports that trusted reporters published at once: the desk looks at each after. */
export function Unseen({ items, crossings, reference }: UnseenProps) {
  const t = useTranslations("desk.unseen");
  const refused = useTranslations("desk.refused");
  const locale = useLocale();
  return (
    <Section id="unseen" title={t("title")} intro={t("intro")}>
      {items.length === 0 && <p>{t("none")}</p>}
      <ul>
        {items.map((item) => {
          const row = crossings.get(item.crossingId);
          if (row === undefined) return null;
          return (
            <DeskEntry key={item.id} item={item} reference={reference} {...row}>
              <ActForm action={seenAction} unanswered={refused("unanswered")}>
                <input type="hidden" name="id" value={item.id} />
                <input type="hidden" name="locale" value={locale} />
                <Button type="submit">{t("keep")}</Button>
              </ActForm>
              <RetractForm reportId={item.id} />
            </DeskEntry>
          );
        })}
      </ul>
    </Section>
  );
}
