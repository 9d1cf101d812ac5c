import { useLocale, useTranslations } from "next-intl";
import { type FocusEventHandler, memo, type ReactNode } from "react";
import { formatList, PUNCTUATION } from "#app/format/list.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import { StateGlyph } from "../state/state-glyph.tsx";
import { conditionState } from "../state/state-word.tsx";
import { countConditions } from "./arrange-rows.ts";
import type { BoardRow } from "./board-row.ts";
import { groupRows } from "./group-rows.ts";

interface BoardGroupsProps {
  readonly rows: readonly BoardRow[];
  readonly view: AsOfQuery;
  /** Of a moment in the past none does. */
  readonly changed?: ReadonlySet<string>;
  readonly onFocus?: FocusEventHandler<HTMLOListElement>;
  /** A row as boards with few of them show it. */
  readonly children: (row: BoardRow) => ReactNode;
}

/** Many crossings: a heading for each border with what is how there, its first rows, and the others folded. */
export function BoardGroups({ rows, view, changed, onFocus, children }: BoardGroupsProps) {
  const t = useTranslations("overview");
  const { comma } = PUNCTUATION[useLocale()];
  return groupRows(rows).map(({ border, countryNames, total, first, others }) => (
    <section key={border} className="board-border" aria-labelledby={`border-${border}`}>
      <h2 id={`border-${border}`} className="pt-6 pb-2 text-lg font-bold">
        {countryNames.join(" – ")}
        <span className="block text-sm font-normal text-ink-soft">
          {t("ofBorder", { total })}
          {comma}
          <Counts rows={[...first, ...others]} />
        </span>
      </h2>
      <ol onFocus={onFocus}>{first.map(children)}</ol>
      {others.length > 0 && (
        <details className="board-others">
          <summary className="min-h-11 cursor-pointer py-2.5 text-sm">
            <strong>{t("others", { count: others.length })}</strong>
            {comma}
            <Counts rows={others} />
          </summary>
          <ol className="board-lines" onFocus={onFocus}>
            {others.map((row) => (
              <BoardLine
                key={row.id}
                row={row}
                view={view}
                isChanged={changed?.has(row.id) ?? false}
              />
            ))}
          </ol>
        </details>
      )}
    </section>
  ));
}

/** "3 closed, 2 partly open and 15 unknown". */
function Counts({ rows }: { readonly rows: readonly BoardRow[] }) {
  const t = useTranslations("overview.headline");
  const parts = countConditions(rows).map(({ condition, count }) => t(condition, { count }));
  return formatList(useLocale(), parts);
}

interface BoardLineProps {
  readonly row: BoardRow;
  readonly view: AsOfQuery;
  readonly isChanged: boolean;
}

/** A crossing in one line: hundreds of them are found by name and told apart by state; the rest is on their own pages. */
const BoardLine = memo(function BoardLine({ row, view, isChanged }: BoardLineProps) {
  const states = useTranslations("states");
  const to = pathsFor(useLocale());
  const { condition } = row.status;
  return (
    <li data-crossing={row.id} className={isChanged ? "is-changed" : undefined}>
      <a href={to.crossing(row.id, view)}>
        <StateGlyph state={conditionState(condition)} />
        <bdi>{row.name}</bdi>
        <small>{states(condition)}</small>
      </a>
    </li>
  );
});
