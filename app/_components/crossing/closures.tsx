import { useLocale, useTranslations } from "next-intl";
import { formatBound, formatDate } from "#app/format/date.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { ClosureLength } from "./closure-length.tsx";
import { ClosurePhases } from "./closure-phases.tsx";
import { lastInstant } from "./closure-span.ts";
import { Disclosure } from "./section.tsx";
import { useLaneNames } from "./use-lane-name.ts";

/** Closures that are shown at once; the others open on request. */
const SHOWN = 6;

interface ClosuresProps {
  readonly closures: readonly Closure[];
  readonly lanes: readonly LaneId[];
  /** IANA zone of the crossing. */
  readonly zone: string;
  readonly isPast: boolean;
}

/** Every closure, newest first: from, to, how long, why, which lanes, and what happened inside it. */
export function Closures({ closures, ...rest }: ClosuresProps) {
  const t = useTranslations("crossing.closures");
  const newestFirst = closures.toSorted((a, b) => (a.fromAt < b.fromAt ? 1 : -1));
  if (newestFirst.length === 0) {
    return <p className="text-ink-soft">{rest.isPast ? t("noneYet") : t("none")}</p>;
  }
  const earlier = newestFirst.slice(SHOWN);
  return (
    <div>
      <ClosureList closures={newestFirst.slice(0, SHOWN)} {...rest} />
      {earlier.length > 0 && (
        <Disclosure summary={t("earlier", { count: earlier.length })}>
          <ClosureList closures={earlier} {...rest} />
        </Disclosure>
      )}
    </div>
  );
}

function ClosureList({ closures, ...rest }: ClosuresProps) {
  return (
    <ol className="flex flex-col">
      {closures.map((closure) => (
        <li
          key={closure.fromAt}
          className="grid gap-x-8 gap-y-1 border-b border-line py-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
        >
          <ClosureSpan closure={closure} {...rest} />
          <ClosureDetails closure={closure} {...rest} />
        </li>
      ))}
    </ol>
  );
}

type OneClosure = Omit<ClosuresProps, "closures"> & { readonly closure: Closure };

function ClosureSpan({ closure, zone, isPast }: OneClosure) {
  const t = useTranslations("crossing.closures");
  const locale = useLocale();
  const from = formatBound(closure.from, locale, zone);
  const to =
    closure.end === "ongoing"
      ? t(isPast ? "stillThen" : "still")
      : closure.end === "lost_sight"
        ? t("endUnknown", {
            date: formatDate(lastInstant(closure.toAt), { locale, style: "day", zone }),
          })
        : formatDate(closure.toAt, { locale, style: "day", zone });
  return (
    <div>
      <h3 className="font-semibold">{t("fromTo", { from, to })}</h3>
      <p className="text-sm text-ink-soft">
        <ClosureLength closure={closure} />
      </p>
    </div>
  );
}

function ClosureDetails({ closure, lanes, zone }: OneClosure) {
  const t = useTranslations("crossing.closures");
  const causes = useTranslations("crossing.cause");
  const locale = useLocale();
  const names = useLaneNames();
  const { firstMovement, phases } = closure;
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      {closure.cause !== null && (
        <p className="font-medium first-letter:uppercase">{causes(closure.cause)}</p>
      )}
      <p>{t("lanes", { lanes: names.lanes(closure.lanes, lanes) })}</p>
      {firstMovement !== null && (
        <p>
          {t("firstMovement", {
            date: formatDate(firstMovement.at, { locale, style: "day", zone }),
            lane: names.lane(firstMovement.lane),
          })}
        </p>
      )}
      {phases.length > 1 && (
        <Disclosure summary={t("phases", { count: phases.length })}>
          <ClosurePhases phases={phases} lanes={lanes} zone={zone} />
        </Disclosure>
      )}
    </div>
  );
}
