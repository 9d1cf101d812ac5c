import { useLocale, useTranslations } from "next-intl";
import { useClaimWords } from "#app/_components/crossing/use-claim-words.ts";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { countryName } from "#app/format/country.ts";
import { formatRangeInText } from "#app/format/number.ts";
import type { Claim, CountClaim } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";

interface SaidProps {
  readonly claims: readonly Claim[];
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
}

/** What a report says, a sentence each; figures beside what counts now. */
export function Said({ claims, crossing, status }: SaidProps) {
  const t = useTranslations("desk");
  const words = useClaimWords(crossing.lanes.map((lane) => lane.id));
  const sentences = claims.filter((claim) => claim.kind !== "count").map(words);
  return (
    <div>
      <h3 className="text-sm text-ink-soft">{t("says")}</h3>
      <ul>
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {claims
          .filter((claim) => claim.kind === "count")
          .map((claim) => (
            <li key={`${claim.metric} ${claim.side} ${claim.lane}`}>
              <FigureSaid claim={claim} status={status} said={words(claim)} />
            </li>
          ))}
      </ul>
    </div>
  );
}

interface FigureSaidProps {
  readonly claim: CountClaim;
  readonly status: CrossingStatus;
  readonly said: string;
}

function FigureSaid({ claim, status, said }: FigureSaidProps) {
  const t = useTranslations("desk");
  const locale = useLocale();
  const figure = status.figures.find(
    (one) => one.metric === claim.metric && one.side === claim.side && one.lane === claim.lane,
  );
  const now =
    figure === undefined
      ? t("figureNone")
      : t("figureNow", { range: formatRangeInText(locale, figure) });
  const names = useLaneNames();
  const lane = claim.lane === null ? null : names.lane(claim.lane);
  const place = claim.side === null ? lane : countryName(locale, claim.side);
  return (
    <>
      {said}
      {place !== null && ` (${place})`} <span className="text-ink-soft">· {now}</span>
    </>
  );
}
