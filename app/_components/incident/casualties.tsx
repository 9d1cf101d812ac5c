import { useLocale, useTranslations } from "next-intl";
import { RangePlot } from "#app/_components/figure/range-plot.tsx";
import { RangeText } from "#app/_components/figure/range-text.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { countryName } from "#app/format/country.ts";
import { formatFactor, formatFactorsInText } from "#app/format/number.ts";
import type { ClaimDifference } from "#server/domain/claim-difference.ts";
import type { CasualtyClaim } from "#server/domain/incident.ts";
import { BoundText } from "./bound-text.tsx";
import {
  type ClaimantColumn,
  casualtyMatters,
  type Matter,
  newestByHarm,
} from "./casualty-matters.ts";

/** Below it a factor would be printed as 1. */
const SLIGHTLY = 1.1;

interface CasualtiesProps {
  readonly claims: readonly CasualtyClaim[];
  /** IANA zone for times of day. */
  readonly zone: string;
}

/** Casualty claims by matter, one column a claimant. Each word is its claimant's own; nothing is summed. */
export function Casualties({ claims, zone }: CasualtiesProps) {
  const t = useTranslations("incident");
  if (claims.length === 0) return <p className="text-ink-soft">{t("casualtiesNone")}</p>;
  return (
    <div className="flex flex-col gap-10">
      {casualtyMatters(claims).map((matter) => (
        <MatterBlock key={matter.group} matter={matter} zone={zone} />
      ))}
    </div>
  );
}

function MatterBlock({ matter, zone }: { readonly matter: Matter; readonly zone: string }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold first-letter:uppercase">
        <bdi lang="en">{matter.about}</bdi>
      </h3>
      <DifferenceText difference={matter.difference} />
      <HarmPlots matter={matter} />
      <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-[repeat(auto-fill,minmax(14rem,1fr))]">
        {matter.columns.map((column) => (
          <Column key={column.claimant.id} column={column} about={matter.about} zone={zone} />
        ))}
      </ul>
    </section>
  );
}

function DifferenceText({ difference }: { readonly difference: ClaimDifference }) {
  const t = useTranslations("incident");
  const locale = useLocale();
  if (difference.kind === "single") return null;
  if (difference.kind === "overlap") {
    return <p className="text-sm text-ink-soft">{t("agree")}</p>;
  }
  const { least, most } = difference;
  if (most !== null && most < SLIGHTLY) {
    return <p className="text-sm text-ink-soft">{t("differSlightly")}</p>;
  }
  return <p className="text-sm font-semibold">{factorText()}</p>;

  function factorText(): string {
    if (least === null) return t("differPlain");
    if (most === null) return t("differFrom", { factor: formatFactor(locale, least) });
    return t("differ", { factor: formatFactorsInText(locale, { least, most }) });
  }
}

/** The newest claim of each claimant as a line, all on one scale; one picture a harm, and none for a single claim. */
function HarmPlots({ matter }: { readonly matter: Matter }) {
  const t = useTranslations("incident");
  return newestByHarm(matter.columns)
    .filter(({ claims }) => claims.length > 1)
    .map(({ harm, claims }) => (
      <div key={harm} className="flex max-w-3xl flex-col gap-1 pb-2">
        <p className="text-sm font-medium first-letter:uppercase">{t(`harm.${harm}`)}</p>
        <RangePlot
          label={`${matter.about}: ${t(`harm.${harm}`)}`}
          rows={claims.map(({ id, claimant, low, high }) => ({
            key: id,
            name: <bdi lang="en">{claimant.name}</bdi>,
            low,
            high,
            best: null,
            kind: "claim",
          }))}
        />
      </div>
    ));
}

interface ColumnProps {
  readonly column: ClaimantColumn;
  readonly about: string;
  readonly zone: string;
}

function Column({ column, about, zone }: ColumnProps) {
  const t = useTranslations("incident");
  const locale = useLocale();
  const { party, name } = column.claimant;
  return (
    <li className="flex flex-col gap-2 border-t-2 border-ink pt-2">
      <div>
        <p className="font-semibold">
          <bdi lang="en">{name}</bdi>
        </p>
        <p className="text-sm text-ink-soft">
          {party === null
            ? t("speaksForNone")
            : t("speaksFor", { country: countryName(locale, party) })}
        </p>
      </div>
      <ul className="flex flex-col gap-3">
        {column.claims.map((claim) => (
          <li key={claim.id}>
            <p>
              <RangeText low={claim.low} high={claim.high} className="text-xl font-bold" />{" "}
              {t(`harm.${claim.harm}`)}
            </p>
            {claim.about !== about && (
              <p className="text-sm">
                <bdi lang="en">{claim.about}</bdi>
              </p>
            )}
            <p className="parted text-sm text-ink-soft">
              <span>{t("asGiven", { text: claim.asGiven })} </span>
              <span>
                <BoundText bound={claim.at} zone={zone} />{" "}
              </span>
              <SourceLinks links={claim.links} />
            </p>
          </li>
        ))}
      </ul>
    </li>
  );
}
