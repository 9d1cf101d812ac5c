import { useLocale, useTranslations } from "next-intl";
import { RangeText } from "#app/_components/figure/range-text.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { When } from "#app/_components/time/when.tsx";
import { countryName } from "#app/format/country.ts";
import { formatBound } from "#app/format/date.ts";
import type { FigureClaim } from "#server/domain/status.ts";
import { Disclosure } from "./section.tsx";

/** So many stand open; the others are one step deeper. */
const OPEN = 20;
/** Of a day with hundreds of claims a page that every phone can read has these, the newest; all are in the data. */
const TOLD = 60;

interface ClaimsBehindProps {
  readonly claims: readonly FigureClaim[];
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
}

/** Each claim behind a figure: who, for whom, what exactly, as given, how, when, and where to read it. */
export function ClaimsBehind({
  claims,
  dataHref,
  ...time
}: ClaimsBehindProps & {
  /** Where all of them are as data. */
  readonly dataHref: string;
}) {
  const t = useTranslations("claims");
  const rest = claims.slice(OPEN, TOLD);
  const untold = claims.length - OPEN - rest.length;
  return (
    <>
      <ClaimList claims={claims.slice(0, OPEN)} {...time} />
      {rest.length > 0 && (
        <Disclosure summary={t("more", { count: rest.length })}>
          <ClaimList claims={rest} {...time} />
        </Disclosure>
      )}
      {untold > 0 && (
        <p className="text-sm">
          <a className="text-link inline-flex min-h-11 items-center" href={dataHref}>
            {t("untold", { count: untold })}
          </a>
        </p>
      )}
    </>
  );
}

function ClaimList({ claims, ...time }: ClaimsBehindProps) {
  return (
    <ul className="flex flex-col">
      {claims.map((claim) => (
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
}: Omit<ClaimsBehindProps, "claims"> & { readonly claim: FigureClaim }) {
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
      <p className="text-ink-soft parted">
        <span>
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
          )}{" "}
        </span>
        <SourceLinks links={claim.links} />
      </p>
    </div>
  );
}
