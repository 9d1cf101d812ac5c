import { useLocale, useTranslations } from "next-intl";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName, crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Condition } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { FormCrossing } from "./form-fields.ts";

export interface Choice {
  readonly crossing: FormCrossing;
  readonly condition: Condition;
  readonly lastWordAt: Instant | null;
}

interface ChooseCrossingProps {
  readonly choices: readonly Choice[];
  readonly reference: Instant;
}

/** The crossings that are one's own, each a link to its form. */
export function ChooseCrossing({ choices, reference }: ChooseCrossingProps) {
  const t = useTranslations("report");
  const locale = useLocale();
  const to = pathsFor(locale);
  return (
    <ul className="flex flex-col border-t border-line">
      {choices.map(({ crossing, condition, lastWordAt }) => (
        <li key={crossing.id} className="border-b border-line">
          <a
            href={to.report(crossing.id)}
            className="flex min-h-14 flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3 hover:bg-sunken"
          >
            <span className="flex flex-col">
              <bdi className="self-start text-lg font-semibold underline decoration-line-strong underline-offset-4">
                {crossingName(locale, crossing)}
              </bdi>
              <span className="text-sm text-ink-soft">
                {crossing.sides.map((side) => countryName(locale, side.country)).join(" – ")}
              </span>
            </span>
            <span className="flex flex-col items-end text-sm">
              <StateWord state={condition} />
              <span className="text-ink-soft">
                {lastWordAt === null ? (
                  t("noWordYet")
                ) : (
                  <When
                    at={lastWordAt}
                    reference={reference}
                    zones={crossing.sides.map((side) => side.zone)}
                  />
                )}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
