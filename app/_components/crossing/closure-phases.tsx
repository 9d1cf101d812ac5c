import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import type { ClosurePhase } from "#server/domain/closure.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { closureLengthMs } from "#server/domain/rank-closures.ts";
import { DAY_MS } from "#server/domain/time.ts";
import { lastInstant } from "./closure-span.ts";
import { ConditionWords } from "./condition-words.tsx";
import { useLaneNames } from "./use-lane-name.ts";

interface ClosurePhasesProps {
  readonly phases: readonly ClosurePhase[];
  readonly lanes: readonly LaneId[];
  readonly zone: string;
}

/** What a closure was like from stretch to stretch: which lanes opened in part, and who could pass. */
export function ClosurePhases({ phases, lanes, zone }: ClosurePhasesProps) {
  return (
    <ol className="flex flex-col gap-2 border-s-2 border-line ps-4">
      {phases.map((phase) => (
        <li key={phase.fromAt}>
          <PhaseDates phase={phase} zone={zone} />
          <PhaseWords phase={phase} lanes={lanes} />
        </li>
      ))}
    </ol>
  );
}

function PhaseDates({ phase, zone }: { readonly phase: ClosurePhase; readonly zone: string }) {
  const locale = useLocale();
  const t = useTranslations("crossing.closures");
  // A stretch of hours needs its hours; a longer one is told in days.
  const style = closureLengthMs(phase) < DAY_MS ? "dayTime" : "day";
  const from = formatDate(phase.fromAt, { locale, style, zone });
  const to = formatDate(style === "day" ? lastInstant(phase.toAt) : phase.toAt, {
    locale,
    style,
    zone,
  });
  return <p className="font-medium">{from === to ? from : t("fromTo", { from, to })}</p>;
}

function PhaseWords({
  phase,
  lanes,
}: {
  readonly phase: ClosurePhase;
  readonly lanes: readonly LaneId[];
}) {
  const t = useTranslations("crossing.closures");
  const states = useTranslations("states.exception");
  const names = useLaneNames();
  const { semicolon } = PUNCTUATION[useLocale()];
  const { closedLanes, openLanes, restrictedLanes, exceptions } = phase;
  const isAll = lanes.length > 0 && closedLanes.length === lanes.length;
  const classes = [
    ...new Set(
      exceptions.map((exception) =>
        t("phaseException", {
          class: states(exception.class),
          direction: names.direction(exception.direction),
        }),
      ),
    ),
  ];
  return (
    <ul className="text-ink-soft">
      {isAll && <li>{t("phaseAllClosed")}</li>}
      {!isAll && closedLanes.length > 0 && (
        <li>{t("phaseClosed", { lanes: names.lanes(closedLanes, lanes) })}</li>
      )}
      {openLanes.length > 0 && <li>{t("phaseOpen", { lanes: names.lanes(openLanes, lanes) })}</li>}
      {restrictedLanes.length > 0 && (
        <li>{t("phaseRestricted", { lanes: names.lanes(restrictedLanes, lanes) })}</li>
      )}
      {classes.length > 0 && <li>{t("phaseExceptions", { classes: classes.join(semicolon) })}</li>}
      {phase.conditions.length > 0 && (
        <li>
          <ConditionWords conditions={phase.conditions} />
        </li>
      )}
    </ul>
  );
}
