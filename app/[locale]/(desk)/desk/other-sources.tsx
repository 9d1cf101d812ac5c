import { useLocale, useTranslations } from "next-intl";
import { useClaimWords } from "#app/_components/crossing/use-claim-words.ts";
import { formatInstant } from "#app/format/date.ts";
import type { Corroboration } from "#server/domain/corroborate.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

interface OtherSourcesProps {
  readonly crossing: Crossing;
  readonly corroboration: readonly Corroboration[];
  readonly reference: Instant;
}

/** How many others say so, since when, and how many say otherwise: a line for each thing that is said. */
export function OtherSources({ crossing, corroboration, reference }: OtherSourcesProps) {
  const t = useTranslations("desk.others");
  const locale = useLocale();
  const words = useClaimWords(crossing.lanes.map(({ id }) => id));
  const zone = crossing.sides[0].zone;
  const day = (at: Instant) => formatInstant(at, { locale, style: "day", zone });
  const time = (at: Instant) =>
    formatInstant(at, { locale, style: day(at) === day(reference) ? "time" : "dayTime", zone });
  const spoken = corroboration.filter(({ agreeing, differing }) => agreeing + differing > 0);
  const lines = spoken.map(({ claim, agreeing, sinceAt, differing }) =>
    t("line", {
      claim: words(claim),
      agree:
        sinceAt === null
          ? t("agree", { count: agreeing })
          : t("agreeSince", { count: agreeing, time: time(sinceAt) }),
      differ: t("differ", { count: differing }),
    }),
  );
  return (
    <div>
      <h3 className="text-sm text-ink-soft">{t("title")}</h3>
      {lines.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <ul>
          {[...new Set(lines)].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
