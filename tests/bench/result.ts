/** What a stage measured, held against its budget (design.md, "Budgets"), and how it is shown. */

export interface Result {
  readonly stage: string;
  readonly what: string;
  /** As measured, with its unit: "12 400 requests/s". */
  readonly ours: string;
  /** What it is compared with; null when the budget is a plain number. */
  readonly compared: string | null;
  /** What is held against the budget. */
  readonly value: number;
  readonly budget: { readonly kind: "at least" | "at most"; readonly value: number };
}

export function isMet({ value, budget }: Result): boolean {
  return budget.kind === "at least" ? value >= budget.value : value <= budget.value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share of them do not exceed (nearest rank). NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Three figures that mean something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function budgetText({ budget }: Result): string {
  return `${budget.kind === "at least" ? ">=" : "<="} ${figure(budget.value)}`;
}

/** A table in plain text, columns as wide as they must be. */
export function tableOf(results: readonly Result[]): string {
  const rows = [
    ["", "what", "Gatewatch", "compared with", "value", "budget"],
    ...results.map((result) => [
      isMet(result) ? "ok" : "MISSED",
      result.what,
      result.ours,
      result.compared ?? "",
      figure(result.value),
      budgetText(result),
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
