import { useLocale, useTranslations } from "next-intl";
import { formatRange } from "#app/format/number.ts";
import { type ClearanceInput, estimateClearance } from "#server/domain/clearance.ts";
import type { Mode } from "#server/domain/mode.ts";
import { When } from "../time/when.tsx";
import type { RowNow } from "./board-row.ts";
import { useLengths } from "./use-lengths.ts";

interface ClearanceCellProps {
  readonly now: RowNow;
  readonly mode: Mode;
}

/** How long until those who wait have crossed, with both inputs and their ages; or why there is no number. */
export function ClearanceCell({ now, mode }: ClearanceCellProps) {
  const t = useTranslations("firm.clearance");
  const lengths = useLengths();
  const { row, lane, at } = now;
  const clearance = estimateClearance({
    mode,
    value: lane?.value ?? "unknown",
    since: lane?.since ?? null,
    counts: row.counts,
    intervalMinutes: row.confidence.expectedIntervalMinutes,
    at,
  });
  if (clearance.kind === "none") {
    return <span className="text-ink-soft">{t(`none.${clearance.reason}`)}</span>;
  }
  return (
    <span className="flex flex-col">
      <strong className="text-lg font-semibold tabular-nums">
        {lengths.range(clearance.lowHours, clearance.highHours)}
      </strong>
      <Input name="backlog" input={clearance.backlog} now={now} />
      <Input name="throughput" input={clearance.throughput} now={now} />
    </span>
  );
}

interface InputProps {
  readonly name: "backlog" | "throughput";
  readonly input: ClearanceInput;
  readonly now: RowNow;
}

function Input({ name, input, now: { row, reference } }: InputProps) {
  const t = useTranslations("firm.clearance");
  const locale = useLocale();
  return (
    <span className="text-xs text-ink-soft">
      {t.rich(name, { range: () => <bdi dir="ltr">{formatRange(locale, input)}</bdi> })}
      {" · "}
      <When at={input.asOf} reference={reference} zones={row.zones} />
    </span>
  );
}
