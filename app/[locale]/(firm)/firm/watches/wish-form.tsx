import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#app/_components/form/button.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { METRICS } from "#server/domain/claim.ts";
import { MODES } from "#server/domain/mode.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import { STATE_EVENTS } from "#server/domain/watch-rule.ts";
import { USUAL_TIMING } from "#server/domain/watch-timing.ts";
import { RULE_KINDS, USUAL_EVENTS, type WishSource } from "./read-wish.ts";

export interface SubjectGroup {
  readonly kind: "corridor" | "crossing" | "border" | "country";
  readonly subjects: readonly { readonly value: string; readonly label: string }[];
}

interface WishFormProps {
  readonly action: string;
  /** Values as the address has them. */
  readonly asked: WishSource;
  readonly groups: readonly SubjectGroup[];
  readonly directions: readonly { readonly direction: string; readonly label: string }[];
  /** IANA. */
  readonly zone: string;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** What to watch, of what to tell, and when. It asks by GET: what it would have sent can be linked to. */
export function WishForm({ action, asked, groups, directions, zone }: WishFormProps) {
  const t = useTranslations("watches.firm");
  const modes = useTranslations("states.mode");
  const was = (name: string, usual = "") => asked(name)[0] ?? usual;
  const chosen = asked("subject").length === 0 ? USUAL_EVENTS : asked("on");
  return (
    <form action={action} className="flex max-w-2xl flex-col gap-5">
      <Field id="wish-subject" label={t("subject")}>
        <Select id="wish-subject" name="subject" defaultValue={was("subject")}>
          {groups.map(({ kind, subjects }) => (
            <optgroup key={kind} label={t(`subjects.${kind}`)}>
              {subjects.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field id="wish-kind" label={t("kind")}>
        <Select id="wish-kind" name="kind" defaultValue={was("kind", "state")}>
          {RULE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <fieldset data-rules="state" className="flex flex-col gap-1">
        <legend className="font-semibold">{t("on")}</legend>
        {STATE_EVENTS.map((event) => (
          <label key={event} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              name="on"
              value={event}
              defaultChecked={chosen.includes(event)}
              className="size-5 shrink-0 accent-ink"
            />
            {t(`events.${event}`)}
          </label>
        ))}
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <Of kinds={["state", "closure_longer", "planned"]}>
          <Field id="wish-direction" label={t("direction")}>
            <Select id="wish-direction" name="direction" defaultValue={was("direction")}>
              <option value="">{t("any")}</option>
              {directions.map(({ direction, label }) => (
                <option key={direction} value={direction}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field id="wish-mode" label={t("mode")}>
            <Select id="wish-mode" name="mode" defaultValue={was("mode")}>
              <option value="">{t("any")}</option>
              {MODES.map((mode) => (
                <option key={mode} value={mode}>
                  {modes(mode)}
                </option>
              ))}
            </Select>
          </Field>
        </Of>
        <NumberFields
          was={was}
          countries={groups.find(({ kind }) => kind === "country")?.subjects ?? []}
        />
        <TimeFields was={was} zone={zone} />
      </div>
      <p>
        <Button kind="primary" type="submit">
          {t("try")}
        </Button>
      </p>
    </form>
  );
}

interface OfProps {
  readonly kinds: readonly (typeof RULE_KINDS)[number][];
  readonly children: ReactNode;
}

/** What only some kinds of rule ask; see rule-fields.css. */
const Of = ({ kinds, children }: OfProps) => (
  <div data-rules={kinds.join(" ")} className="contents">
    {children}
  </div>
);

interface PartProps {
  readonly was: (name: string, usual?: string) => string;
}

/** Every level above the normal one. */
function LevelOptions() {
  const levels = useTranslations("states.level");
  return ALERT_LEVELS.slice(1).map((name, index) => (
    <option key={name} value={index + 1}>
      {levels(name)}
    </option>
  ));
}

interface NumberProps extends PartProps {
  /** `country:PK` and its name. */
  readonly countries: SubjectGroup["subjects"];
}

function NumberFields({ was, countries }: NumberProps) {
  const t = useTranslations("watches.firm");
  const figures = useTranslations("figures");
  return (
    <>
      <Of kinds={["level"]}>
        <Field id="wish-level" label={t("level")}>
          <Select id="wish-level" name="level" defaultValue={was("level", "3")}>
            <LevelOptions />
          </Select>
        </Field>
      </Of>
      <Of kinds={["silence", "closure_longer", "planned"]}>
        <Field id="wish-hours" label={t("hours")}>
          <Input
            id="wish-hours"
            name="hours"
            type="number"
            min={1}
            defaultValue={was("hours", "48")}
          />
        </Field>
      </Of>
      <Of kinds={["figure"]}>
        <Field id="wish-metric" label={t("metric")}>
          <Select id="wish-metric" name="metric" defaultValue={was("metric", "trucks_stranded")}>
            {METRICS.map((metric) => (
              <option key={metric} value={metric}>
                {figures(metric)}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="wish-side" label={t("side")}>
          <Select id="wish-side" name="side" defaultValue={was("side")}>
            <option value="">{t("any")}</option>
            {countries.map(({ value, label }) => (
              <option key={value} value={value.replace("country:", "")}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="wish-above" label={t("above")}>
          <Input
            id="wish-above"
            name="above"
            type="number"
            min={1}
            defaultValue={was("above", "1000")}
          />
        </Field>
        <Field id="wish-clear" label={t("clearBelow")}>
          <Input
            id="wish-clear"
            name="clearBelow"
            type="number"
            min={0}
            defaultValue={was("clearBelow", "500")}
          />
        </Field>
      </Of>
    </>
  );
}

function TimeFields({ was, zone }: PartProps & { readonly zone: string }) {
  const t = useTranslations("watches.firm");
  const hours = (text: (hour: string) => string) =>
    HOURS.map((hour) => (
      <option key={hour} value={hour}>
        {text(hourText(hour))}
      </option>
    ));
  return (
    <>
      <Field id="wish-digest" label={t("when")} hint={t("hoursHint", { zone })}>
        <Select id="wish-digest" name="digest" defaultValue={was("digest")}>
          <option value="">{t("atOnce")}</option>
          {hours((hour) => t("digest", { hour }))}
        </Select>
      </Field>
      <Field id="wish-cap" label={t("cap")}>
        <Input
          id="wish-cap"
          name="cap"
          type="number"
          min={1}
          max={60}
          defaultValue={was("cap", String(USUAL_TIMING.capPerHour))}
        />
      </Field>
      <Field id="wish-gather" label={t("gather")}>
        <Input
          id="wish-gather"
          name="gather"
          type="number"
          min={0}
          max={60}
          defaultValue={was("gather", String(USUAL_TIMING.gatherMinutes))}
        />
      </Field>
      <Field id="wish-damp" label={t("damp")}>
        <Input
          id="wish-damp"
          name="damp"
          type="number"
          min={0}
          max={360}
          defaultValue={was("damp", String(USUAL_TIMING.dampMinutes))}
        />
      </Field>
      {(["quietFrom", "quietTo"] as const).map((name) => (
        <Field key={name} id={`wish-${name}`} label={t(name)}>
          <Select id={`wish-${name}`} name={name} defaultValue={was(name)}>
            <option value="">{t("noQuiet")}</option>
            {hours((hour) => hour)}
          </Select>
        </Field>
      ))}
      <Field id="wish-break" label={t("breakThrough")}>
        <Select id="wish-break" name="breakThrough" defaultValue={was("breakThrough")}>
          <option value="">{t("never")}</option>
          <LevelOptions />
        </Select>
      </Field>
    </>
  );
}
