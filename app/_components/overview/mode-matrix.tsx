import { useLocale, useTranslations } from "next-intl";
import type { Mode } from "#server/domain/crossing.ts";
import type { Condition } from "#server/domain/status.ts";
import { formatNumber } from "../../format/number.ts";
import { type AsOfQuery, pathsFor } from "../../paths.ts";
import { StateGlyph } from "../state/state-glyph.tsx";
import { conditionState } from "../state/state-word.tsx";
import { countConditions } from "./arrange-rows.ts";
import { boardParams } from "./board-query.ts";
import type { BoardRow } from "./board-row.ts";

/** `partial` of one mode is one direction open and the other not. */
const COLUMNS: readonly Condition[] = ["open", "partial", "restricted", "closed", "unknown"];

interface ModeMatrixProps {
  readonly rows: readonly BoardRow[];
  readonly modes: readonly Mode[];
  readonly view: AsOfQuery;
}

/** What is open for whom, counted: a line for each mode, a column for each condition, each number a filter. */
export function ModeMatrix({ rows, modes, view }: ModeMatrixProps) {
  const t = useTranslations("overview");
  const states = useTranslations("states");
  const counts = modes.map((mode) => ({ mode, counts: countConditions(rows, mode) }));
  const columns = COLUMNS.filter(
    (condition) =>
      condition === "open" ||
      condition === "closed" ||
      counts.some((one) => one.counts.some((count) => count.condition === condition)),
  );
  return (
    <table className="text-sm">
      <caption className="sr-only">{t("matrix")}</caption>
      <thead>
        <tr>
          <th scope="col" className="sr-only">
            {t("who")}
          </th>
          {columns.map((condition) => (
            <th
              key={condition}
              scope="col"
              className="px-1.5 pb-1 text-start text-xs font-medium sm:px-3"
            >
              <span className="flex items-center gap-1">
                <StateGlyph state={conditionState(condition)} size={12} />
                {states(condition)}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map(({ mode, counts: ofMode }) => (
          <tr key={mode} className="border-t border-line">
            <th scope="row" className="py-1 pe-2 text-start font-semibold sm:pe-6">
              {states(`mode.${mode}`)}
            </th>
            {columns.map((condition) => {
              const count = ofMode.find((one) => one.condition === condition)?.count ?? 0;
              return (
                <td key={condition} className="px-1.5 sm:px-3">
                  <Count count={count} query={{ mode, state: condition }} view={view} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CountProps {
  readonly count: number;
  readonly query: { readonly mode: Mode; readonly state: Condition };
  readonly view: AsOfQuery;
}

function Count({ count, query, view }: CountProps) {
  const locale = useLocale();
  const number = formatNumber(locale, count);
  if (count === 0) return <span className="inline-block min-w-6 py-1 text-ink-soft">{number}</span>;
  return (
    <a
      href={pathsFor(locale).overview(view, boardParams(query))}
      className="inline-block min-w-6 py-1 font-bold underline decoration-line-strong underline-offset-4"
      data-board-link=""
    >
      {number}
    </a>
  );
}
