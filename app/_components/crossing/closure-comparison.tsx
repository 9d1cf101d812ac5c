import { useLocale, useTranslations } from "next-intl";
import { ChartFoot } from "#app/_components/charts/chart-foot.tsx";
import { Table } from "#app/_components/table.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { crossingName } from "#app/format/country.ts";
import { formatBound } from "#app/format/date.ts";
import { directionOf } from "#app/locales.ts";
import type { AsOfQuery } from "#app/paths.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import {
  byLength,
  type ClosureRank,
  closureLengthMs,
  rankClosures,
} from "#server/domain/rank-closures.ts";
import { CauseMark } from "./cause-mark.tsx";
import { ClosureLength } from "./closure-length.tsx";
import { LengthBar } from "./length-bar.tsx";
import { Disclosure } from "./section.tsx";

/** Bars that are drawn; the one that is compared is always among them. All are in the table. */
const DRAWN = 10;

interface ClosureComparisonProps {
  readonly crossing: Crossing;
  readonly closures: readonly Closure[];
  readonly view: AsOfQuery;
}

/** The newest closure against all before it: how many lasted longer, and the longest of them as bars. */
export function ClosureComparison({ crossing, closures, view }: ClosureComparisonProps) {
  const t = useTranslations("compare");
  const locale = useLocale();
  const rank = rankClosures(closures);
  if (rank === null || rank.earlier === 0) return null;
  const ordered = byLength(closures);
  const longest = ordered.slice(0, DRAWN);
  const drawn = longest.includes(rank.closure)
    ? longest
    : [...longest.slice(0, DRAWN - 1), rank.closure];
  const name = crossingName(locale, crossing);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="font-semibold">{t("title", { crossing: name })}</figcaption>
      <p className="max-w-prose">
        <Standing rank={rank} />
      </p>
      <p className="text-sm text-ink-soft">{t("unit", { count: drawn.length })}</p>
      <Bars closures={drawn} rank={rank} zone={crossing.sides[0].zone} />
      <ChartFoot
        source={`${t("rule")} ${t("source", { crossing: name })}`}
        file={`${crossing.id}-closures`}
        csvHref={apiPaths.closuresCsv(crossing.id, view)}
      />
      <Disclosure summary={t("table")}>
        <LengthTable closures={ordered} zone={crossing.sides[0].zone} />
      </Disclosure>
    </figure>
  );
}

/** "Day 31; 2 of 26 earlier ones lasted longer; of 14 the end is not known." */
function Standing({ rank }: { readonly rank: ClosureRank }) {
  const t = useTranslations("compare");
  const { closure, day, earlier, longer, unsure } = rank;
  return (
    <>
      <strong>{t(`standing.${closure.end}`, { day })}</strong> {t("longer", { earlier, longer })}{" "}
      {unsure > 0 && t("unsure", { unsure })}
    </>
  );
}

interface ClosuresAt {
  readonly closures: readonly Closure[];
  readonly zone: string;
}

function Bars({ closures, rank, zone }: ClosuresAt & { readonly rank: ClosureRank }) {
  const t = useTranslations("compare");
  const causes = useTranslations("crossing.cause");
  const locale = useLocale();
  const greatest = Math.max(1, ...closures.map(closureLengthMs));
  return (
    <ol className="flex max-w-5xl flex-col gap-2">
      {closures.map((closure) => {
        const isChosen = closure === rank.closure;
        return (
          <li
            key={closure.fromAt}
            className={`grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_9rem] sm:items-center ${isChosen ? "font-semibold" : ""}`}
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-3">
              <span>{formatBound(closure.from, locale, zone)}</span>
              <span className="inline-flex items-center gap-1.5 text-ink-soft">
                <CauseMark cause={closure.cause} />
                {causes(closure.cause ?? "unknown")}
              </span>
              {closure.end === "ongoing" && <span>{t("goesOn")}</span>}
            </span>
            <span className="order-3 col-span-2 sm:order-none sm:col-span-1">
              <LengthBar
                share={closureLengthMs(closure) / greatest}
                end={closure.end}
                isChosen={isChosen}
                isRightToLeft={directionOf(locale) === "rtl"}
              />
            </span>
            <span className="text-end tabular-nums">
              <ClosureLength closure={closure} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function LengthTable({ closures, zone }: ClosuresAt) {
  const t = useTranslations("compare");
  const causes = useTranslations("crossing.cause");
  const locale = useLocale();
  return (
    <Table
      caption={t("caption")}
      columns={[
        { key: "from", heading: t("from") },
        { key: "length", heading: t("length") },
        { key: "end", heading: t("end") },
        { key: "cause", heading: t("cause") },
      ]}
      rows={closures.map((closure) => ({
        key: closure.fromAt,
        cells: {
          from: formatBound(closure.from, locale, zone),
          length: <ClosureLength closure={closure} />,
          end: t(`ends.${closure.end}`),
          cause: causes(closure.cause ?? "unknown"),
        },
      }))}
    />
  );
}
