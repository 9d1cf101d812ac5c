import { useLocale, useTranslations } from "next-intl";
import { RangeText } from "#app/_components/figure/range-text.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { countryName } from "#app/format/country.ts";
import { formatFactor } from "#app/format/number.ts";
import type { CasualtyClaim } from "#server/domain/incident.ts";
import { BoundText } from "./bound-text.tsx";
import {
  type ClaimantColumn,
  casualtyMatters,
  type Difference,
  type Matter,
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
      <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-[repeat(auto-fill,minmax(14rem,1fr))]">
        {matter.columns.map((column) => (
          <Column key={column.claimant.id} column={column} about={matter.about} zone={zone} />
        ))}
      </ul>
    </section>
  );
}

function DifferenceText({ difference }: { readonly difference: Difference }) {
  const t = useTranslations("incident");
  const locale = useLocale();
  if (difference.kind === "single") return null;
  if (difference.kind === "overlap") {
    return <p className="text-sm text-ink-soft">{t("agree")}</p>;
  }
  if (difference.factor !== null && difference.factor < SLIGHTLY) {
    return <p className="text-sm text-ink-soft">{t("differSlightly")}</p>;
  }
  return (
    <p className="text-sm font-semibold">
      {difference.factor === null
        ? t("differPlain")
        : t("differ", { factor: formatFactor(locale, difference.factor) })}
    </p>
  );
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
            <p className="text-sm text-ink-soft">
              {t("asGiven", { text: claim.asGiven })}
              {" · "}
              <BoundText bound={claim.at} zone={zone} />
              {" · "}
              <SourceLinks links={claim.links} />
            </p>
          </li>
        ))}
      </ul>
    </li>
  );
}
