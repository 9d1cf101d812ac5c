import { useTranslations } from "next-intl";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { Radio, RadioGroup } from "#app/_components/form/controls.tsx";
import { FieldError } from "#app/_components/form/field.tsx";
import { StateGlyph } from "#app/_components/state/state-glyph.tsx";
import { CLAIMABLE_STATES, type State, TRACKS } from "#server/domain/claim.ts";
import { type LaneId, MODES } from "#server/domain/crossing.ts";
import { type FormCrossing, fieldNames } from "./form-fields.ts";
import type { FormView } from "./form-view.ts";
import { StateChoice } from "./state-choice.tsx";

interface LaneFieldsProps {
  readonly crossing: FormCrossing;
  /** What each lane counts as now. */
  readonly present: Readonly<Record<LaneId, State>>;
  readonly form: FormView;
}

/** One state for all lanes, and a state for each that differs: mode by mode, both directions. */
export function LaneFields({ crossing, present, form }: LaneFieldsProps) {
  const t = useTranslations("report");
  const states = useTranslations("states");
  const names = useLaneNames();
  const problem = form.problem("all");
  return (
    <div className="flex flex-col gap-5">
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-soft md:hidden">
        {CLAIMABLE_STATES.map((state) => (
          <span key={state} className="inline-flex items-center gap-1.5">
            <StateGlyph state={state} />
            {states(state)}
          </span>
        ))}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-y border-line py-3">
        <span aria-hidden="true" className="text-lg font-semibold">
          {t("allLanes")}
        </span>
        <StateChoice
          name="all"
          legend={t("allLanes")}
          chosen={form.value("all")}
          isWrong={problem !== undefined}
        />
        {problem !== undefined && <FieldError id="all-error">{problem}</FieldError>}
      </div>
      <div>
        <h3 className="font-semibold">{t("lanesThatDiffer")}</h3>
        <p className="text-sm text-ink-soft">{t("lanesHint")}</p>
      </div>
      {MODES.map((mode) => {
        const lanes = crossing.lanes.filter((lane) => lane.mode === mode);
        if (lanes.length === 0) return null;
        return (
          <div key={mode} className="flex flex-col gap-2">
            <h4 className="text-sm font-semibold text-ink-soft">{states(`mode.${mode}`)}</h4>
            {lanes.map((lane) => (
              <div
                key={lane.id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1"
              >
                <span className="flex items-center gap-2">
                  <span className="min-w-0">{names.direction(lane.direction)}</span>
                  <span className="inline-flex items-center gap-1 text-sm text-ink-soft">
                    {t("laneNow")}
                    <StateGlyph
                      state={present[lane.id] ?? "unknown"}
                      label={states(present[lane.id] ?? "unknown")}
                    />
                  </span>
                </span>
                <StateChoice
                  name={fieldNames.lane(lane.id)}
                  legend={names.lane(lane.id)}
                  chosen={form.value(fieldNames.lane(lane.id))}
                />
              </div>
            ))}
          </div>
        );
      })}
      <RadioGroup legend={t("track.legend")} error={form.problem("track")}>
        {[...TRACKS].reverse().map((track) => (
          <Radio
            key={track}
            name="track"
            value={track}
            label={t(`track.${track}`)}
            defaultChecked={(form.value("track") || "observed") === track}
          />
        ))}
      </RadioGroup>
    </div>
  );
}
