import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#app/format/number.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Mode } from "#server/domain/crossing.ts";
import type { Condition } from "#server/domain/status.ts";
import { StateWord } from "../state/state-word.tsx";
import { countConditions } from "./arrange-rows.ts";
import { boardParams } from "./board-query.ts";
import type { BoardRow } from "./board-row.ts";

/** `partial` of one mode: one direction is open and the other is not. */
const LINES: readonly Condition[] = ["open", "partial", "restricted", "closed", "unknown"];
/** Always there: the answer to "what is open" may be nothing. */
const ALWAYS: readonly Condition[] = ["open", "closed"];

interface ModeMatrixProps {
  readonly rows: readonly BoardRow[];
  readonly modes: readonly Mode[];
  readonly view: AsOfQuery;
}

/** What is open for whom, counted: a line for each condition, a column for each mode, each number a filter. */
export function ModeMatrix({ rows, modes, view }: ModeMatrixProps) {
  const t = useTranslations("overview");
  const states = useTranslations("states");
  const columns = modes.map((mode) => {
    const counts = countConditions(rows, mode);
    const count = (condition: Condition) =>
      counts.find((one) => one.condition === condition)?.count ?? 0;
    return { mode, count };
  });
  const lines = LINES.filter(
    (condition) => ALWAYS.includes(condition) || columns.some(({ count }) => count(condition) > 0),
  );
  return (
    <table className="w-full max-w-md text-sm tabular-nums">
      <caption className="sr-only">{t("matrix")}</caption>
      <thead>
        <tr className="text-xs text-ink-soft">
          <th scope="col" className="pb-1 text-start font-normal">
            {t("crossings")}
          </th>
          {modes.map((mode) => (
            <th key={mode} scope="col" className="pb-1 text-end font-normal">
              {states(`mode.${mode}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((condition) => (
          <tr key={condition} className="border-t border-line">
            <th scope="row" className="text-start">
              <StateWord state={condition} />
            </th>
            {columns.map(({ mode, count }) => (
              <td key={mode} className="text-end">
                <Count count={count(condition)} query={{ mode, state: condition }} view={view} />
              </td>
            ))}
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
  const t = useTranslations("overview");
  const states = useTranslations("states");
  const number = formatNumber(locale, count);
  if (count === 0) return <span className="inline-block py-1 text-ink-soft">{number}</span>;
  return (
    <a
      href={pathsFor(locale).overview(view, boardParams(query))}
      className="inline-block py-1 ps-4 font-bold underline decoration-line-strong underline-offset-4"
      data-board-link=""
      aria-label={t("matrixCell", {
        mode: states(`mode.${query.mode}`),
        number,
        state: query.state,
      })}
    >
      {number}
    </a>
  );
}
