import { useLocale, useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { When } from "#app/_components/time/when.tsx";
import { crossingName } from "#app/format/country.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { ActForm } from "./act-form.tsx";
import { holdAction } from "./actions.ts";
import { type CrossingNow, DeskEntry } from "./desk-entry.tsx";
import type { DeskLine } from "./desk-line.ts";

interface ApprovedProps {
  /** Whoever is due first, first; none: nothing is drawn, as few crossings ask for a delay. */
  readonly items: readonly DeskLine[];
  readonly crossings: ReadonlyMap<CrossingId, CrossingNow>;
  readonly reference: Instant;
}

/** Reports that become public by themselves when their crossing's delay is over; until then each can be held back. */
export function Approved({ items, crossings, reference }: ApprovedProps) {
  const t = useTranslations("desk.approved");
  const refused = useTranslations("desk.refused");
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <Section id="approved" title={t("title")} intro={t("intro")}>
      <ul>
        {items.map((item) => {
          const row = crossings.get(item.crossingId);
          if (row === undefined || item.publishAt === null) return null;
          const zones = row.crossing.sides.map(({ zone }) => zone);
          return (
            <DeskEntry
              key={item.id}
              item={item}
              reference={reference}
              {...row}
              lead={
                <p className="font-semibold">
                  {t("publicFrom")}{" "}
                  <When at={item.publishAt} reference={reference} zones={zones} show="exact" />
                </p>
              }
            >
              <ActForm action={holdAction} unanswered={refused("unanswered")}>
                <input type="hidden" name="id" value={item.id} />
                <input type="hidden" name="locale" value={locale} />
                <Button
                  type="submit"
                  aria-label={t("holdOne", { crossing: crossingName(locale, row.crossing) })}
                >
                  {t("hold")}
                </Button>
              </ActForm>
            </DeskEntry>
          );
        })}
      </ul>
    </Section>
  );
}
