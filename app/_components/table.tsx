import type { ReactNode } from "react";

export interface Column {
  readonly key: string;
  readonly heading: ReactNode;
  /** Numbers stand at the end, so that their digits line up. */
  readonly numeric?: boolean;
}

export interface TableRow {
  readonly key: string;
  readonly cells: Readonly<Record<string, ReactNode>>;
}

interface TableProps {
  readonly caption: ReactNode;
  readonly hideCaption?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** A plain table; the first column heads its row. It scrolls inside itself where the screen is narrow. */
export function Table({ caption, hideCaption = false, columns, rows }: TableProps) {
  return (
    <section
      className="max-w-full overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={typeof caption === "string" ? caption : undefined}
    >
      <table className="w-full border-collapse text-sm">
        <caption className={hideCaption ? "sr-only" : "pb-2 text-start text-ink-soft"}>
          {caption}
        </caption>
        <thead>
          <tr className="border-b border-line-strong">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cellClass(column, "font-semibold text-ink-soft")}
              >
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line align-top">
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row" className={cellClass(column, "font-medium")}>
                    {row.cells[column.key]}
                  </th>
                ) : (
                  <td key={column.key} className={cellClass(column)}>
                    {row.cells[column.key]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellClass(column: Column, extra = ""): string {
  const side = column.numeric === true ? "text-end tabular-nums" : "text-start";
  return `py-2 pe-4 last:pe-0 ${side} ${extra}`;
}
