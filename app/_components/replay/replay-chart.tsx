import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import type { ReplayCrossing } from "#server/domain/replay.ts";
import type { Condition } from "#server/domain/status.ts";
import { fromMs, type Instant, toMs } from "#server/domain/time.ts";
import { RibbonAxis, type RibbonBand, StateRibbon } from "../charts/state-ribbon.tsx";
import { timeTicks } from "../charts/time-ticks.ts";
import { conditionState } from "../state/state-word.tsx";

interface ReplayChartProps {
  readonly crossings: readonly ReplayCrossing[];
  readonly names: ReadonlyMap<string, string>;
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
}

/** A crossing's conditions as touching bands over the period. */
function bandsOf(
  { steps }: ReplayCrossing,
  {
    from,
    to,
    wordsFor,
  }: Pick<ReplayChartProps, "from" | "to"> & {
    readonly wordsFor: (condition: Condition, fromMs: number, toMs: number) => string;
  },
): RibbonBand[] {
  const turns = steps.flatMap(({ at, condition }) =>
    condition === undefined ? [] : [{ fromMs: Math.max(toMs(at), toMs(from)), condition }],
  );
  return turns.map((turn, index) => {
    const end = turns[index + 1]?.fromMs ?? toMs(to);
    return {
      fromMs: turn.fromMs,
      toMs: end,
      value: conditionState(turn.condition),
      title: wordsFor(turn.condition, turn.fromMs, end),
    };
  });
}

/** The lines that something happens in: each crossing's condition through the period, left to right. */
export function ReplayChart({ crossings, names, from, to, zone }: ReplayChartProps) {
  const locale = useLocale();
  const t = useTranslations("replay");
  const states = useTranslations("states");
  const day = (ms: number) => formatDate(fromMs(ms), { locale, style: "dayTime", zone });
  const wordsFor = (condition: Condition, start: number, end: number) =>
    t("band", { state: states(condition), from: day(start), to: day(end) });
  const span = { fromMs: toMs(from), toMs: toMs(to) };
  return (
    <>
      {crossings.map((crossing) => {
        const name = names.get(crossing.id) ?? crossing.id;
        return (
          <div key={crossing.id} className="contents">
            <span className="truncate text-sm">
              <bdi>{name}</bdi>
            </span>
            <div dir="ltr">
              <StateRibbon
                name={t("line", { name })}
                {...span}
                bands={bandsOf(crossing, { from, to, wordsFor })}
              />
            </div>
          </div>
        );
      })}
      <span />
      <div dir="ltr">
        <RibbonAxis {...span} ticks={timeTicks({ from, to, locale })} />
      </div>
    </>
  );
}
