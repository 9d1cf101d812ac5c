import { useLocale, useTranslations } from "next-intl";
import { ChangeDetails } from "#app/_components/crossing/change-details.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { When } from "#app/_components/time/when.tsx";
import { NewSince } from "#app/_components/visit/new-since.tsx";
import { countryName } from "#app/format/country.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Change } from "#server/domain/change.ts";
import type { CrossingId, SourceLink } from "#server/domain/crossing.ts";
import type { Source } from "#server/domain/source.ts";
import { HOUR_MS, type Instant, msBetween } from "#server/domain/time.ts";
import { isCorrection } from "./is-correction.ts";

/** What became known so much later than it was seen says so. */
const LATE_MS = 6 * HOUR_MS;

export interface LogLine {
  readonly change: Change;
  readonly source: Source | null;
  readonly links: readonly SourceLink[];
  readonly crossing: {
    readonly id: CrossingId;
    readonly name: string;
    readonly zones: readonly [string, string];
  };
}

interface ChangeLogProps {
  readonly lines: readonly LogLine[];
  readonly view: AsOfQuery;
  /** The instant that the page describes. */
  readonly reference: Instant;
}

/** Changes of every crossing, newest first: when, where, what, and by whose word. */
export function ChangeLog({ lines, view, reference }: ChangeLogProps) {
  return (
    <ol className="flex flex-col">
      {lines.map((line) => (
        <li
          key={line.change.id}
          className="grid gap-x-8 gap-y-1 border-b border-line py-4 md:grid-cols-[16rem_minmax(0,1fr)]"
        >
          <Moment line={line} reference={reference} isPast={view.asOf !== undefined} />
          <What line={line} view={view} />
        </li>
      ))}
    </ol>
  );
}

interface MomentProps {
  readonly line: LogLine;
  readonly reference: Instant;
  readonly isPast: boolean;
}

function Moment({ line, reference, isPast }: MomentProps) {
  const t = useTranslations("changes");
  const { change, crossing } = line;
  const time = { reference, zones: crossing.zones, ticking: !isPast };
  const isLate = msBetween(change.observedAt, change.at) > LATE_MS;
  return (
    <div className="text-sm text-ink-soft">
      <p>
        <When at={change.observedAt} show="both" {...time} />
      </p>
      {isLate && (
        <p>
          {t("knownSince")} <When at={change.at} show="exact" {...time} />
        </p>
      )}
    </div>
  );
}

function What({ line, view }: { readonly line: LogLine; readonly view: AsOfQuery }) {
  const t = useTranslations("changes");
  const { change, crossing } = line;
  const to = pathsFor(useLocale());
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {view.asOf === undefined && <NewSince crossingId={crossing.id} at={change.at} />}
      <h2 className="text-base font-semibold">
        <a className="text-link" href={to.crossing(crossing.id, view)}>
          <bdi>{crossing.name}</bdi>
        </a>
        {isCorrection(change) && (
          <strong className="ms-2 inline-block rounded-sm border border-restricted px-1.5 text-sm text-restricted">
            {t("correction")}
          </strong>
        )}
      </h2>
      <ChangeDetails details={change.details} />
      <ByWhom line={line} />
    </div>
  );
}

/** Whose word it was; of a withdrawn report, that its reason is the desk's and not public. */
function ByWhom({ line }: { readonly line: LogLine }) {
  const t = useTranslations("changes");
  const claims = useTranslations("claims");
  const locale = useLocale();
  const { source, links, change } = line;
  if (source === null) return <p className="text-sm text-ink-soft">{t("byTime")}</p>;
  const isRetraction = change.details.some(({ kind }) => kind === "retraction");
  return (
    <div className="text-sm text-ink-soft">
      <p className="parted">
        <span>
          {isRetraction ? t("withdrawnOf") : t("by")}{" "}
          <bdi lang="en" className="font-medium text-ink">
            {source.name}
          </bdi>{" "}
          {source.party === null
            ? claims("noParty")
            : claims("party", { country: countryName(locale, source.party) })}{" "}
        </span>
        {links.length > 0 && <SourceLinks links={links} />}
      </p>
      {isRetraction && <p>{t("reasonNotPublic")}</p>}
    </div>
  );
}
