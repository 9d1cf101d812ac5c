import { useLocale, useTranslations } from "next-intl";
import { RangeText } from "#app/_components/figure/range-text.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName } from "#app/format/country.ts";
import { formatBound } from "#app/format/date.ts";
import type { Figure, FigureClaim } from "#server/domain/status.ts";

interface ClaimsBehindProps {
  readonly figure: Figure;
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
}

/** Every claim behind a figure: who, for whom, what exactly, as given, how, when, and where to read it. */
export function ClaimsBehind({ figure, ...time }: ClaimsBehindProps) {
  return (
    <ul className="flex flex-col">
      {figure.claims.map((claim) => (
        <li
          key={claim.reportId}
          className="grid gap-x-6 gap-y-1 border-b border-line py-3 text-sm sm:grid-cols-[8rem_1fr]"
        >
          <ClaimRange claim={claim} />
          <ClaimWords claim={claim} {...time} />
        </li>
      ))}
    </ul>
  );
}

function ClaimRange({ claim }: { readonly claim: FigureClaim }) {
  const t = useTranslations("claims");
  return (
    <div>
      <RangeText
        low={claim.low}
        high={claim.high}
        best={claim.best}
        className="text-base font-semibold"
      />
      <p className="text-ink-soft">{t(`basisWord.${claim.basis}`)}</p>
    </div>
  );
}

function ClaimWords({
  claim,
  zones,
  reference,
  ticking,
}: Omit<ClaimsBehindProps, "figure"> & { readonly claim: FigureClaim }) {
  const locale = useLocale();
  const t = useTranslations("claims");
  const { party, name } = claim.source;
  return (
    <div className="flex flex-col gap-0.5">
      <p>
        <bdi lang="en" className="font-semibold">
          {name}
        </bdi>{" "}
        <span className="text-ink-soft">
          {party === null ? t("noParty") : t("party", { country: countryName(locale, party) })}
        </span>
      </p>
      {claim.what !== null && (
        <p>
          <span className="text-ink-soft">{t("what")}:</span> <bdi lang="en">{claim.what}</bdi>
        </p>
      )}
      {claim.asGiven !== null && (
        <p>
          <span className="text-ink-soft">{t("asGiven")}:</span> <q lang="en">{claim.asGiven}</q>
        </p>
      )}
      <p className="text-ink-soft">
        {t("seen")}{" "}
        {claim.period === null ? (
          <When
            at={claim.observedAt}
            reference={reference}
            zones={zones}
            ticking={ticking}
            show="both"
          />
        ) : (
          formatBound(claim.period, locale, zones[0])
        )}
        {" · "}
        <SourceLinks links={claim.links} />
      </p>
    </div>
  );
}
