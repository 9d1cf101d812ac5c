import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#app/_components/form/button.tsx";
import { Checkbox } from "#app/_components/form/checkbox.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { METRICS } from "#server/domain/claim.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import { STATE_EVENTS } from "#server/domain/watch-rule.ts";
import { USUAL_TIMING } from "#server/domain/watch-timing.ts";
import { DirectionOptions, ModeOptions, type NamedDirection } from "../lane-options.tsx";
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
  readonly directions: readonly NamedDirection[];
  /** IANA. */
  readonly zone: string;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** What to watch, of what to tell, and when. It asks by GET: what it would have sent can be linked to. */
export function WishForm({ action, asked, groups, directions, zone }: WishFormProps) {
  const t = useTranslations("watches.firm");
  const was = (name: string, usual = "") => asked(name)[0] ?? usual;
  const chosen = asked("subject").length === 0 ? USUAL_EVENTS : asked("on");
  return (
    <form action={action} className="flex max-w-2xl flex-col gap-5">
      <ChoiceField was={was} name="subject">
        {groups.map(({ kind, subjects }) => (
          <optgroup key={kind} label={t(`subjects.${kind}`)}>
            {subjects.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </ChoiceField>
      <ChoiceField was={was} name="kind" usual="state">
        {RULE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </ChoiceField>
      <fieldset data-rules="state" className="flex flex-col gap-1">
        <legend className="font-semibold">{t("on")}</legend>
        {STATE_EVENTS.map((event) => (
          <Checkbox
            key={event}
            name="on"
            value={event}
            defaultChecked={chosen.includes(event)}
            label={t(`events.${event}`)}
          />
        ))}
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <Of kinds={["state", "closure_longer", "planned"]}>
          <ChoiceField was={was} name="direction">
            <option value="">{t("any")}</option>
            <DirectionOptions directions={directions} />
          </ChoiceField>
          <ChoiceField was={was} name="mode">
            <option value="">{t("any")}</option>
            <ModeOptions />
          </ChoiceField>
        </Of>
        <RuleFields
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
  /** The value that the address has for a field, else the usual one. */
  readonly was: (name: string, usual?: string) => string;
}

interface ChoiceProps extends PartProps {
  /** Of the field, and of its label in the messages. */
  readonly name:
    | "subject"
    | "kind"
    | "direction"
    | "mode"
    | "level"
    | "metric"
    | "side"
    | "quietFrom"
    | "quietTo"
    | "breakThrough";
  readonly usual?: string;
  readonly children: ReactNode;
}

function ChoiceField({ was, name, usual, children }: ChoiceProps) {
  const t = useTranslations("watches.firm");
  const id = `wish-${name}`;
  return (
    <Field id={id} label={t(name)}>
      <Select id={id} name={name} defaultValue={was(name, usual)}>
        {children}
      </Select>
    </Field>
  );
}

interface NumberProps extends PartProps {
  /** Of the field, and of its label in the messages. */
  readonly name: "hours" | "above" | "clearBelow" | "cap" | "gather" | "damp";
  readonly usual: number;
  readonly min: number;
  readonly max?: number;
}

function NumberField({ was, name, usual, ...range }: NumberProps) {
  const t = useTranslations("watches.firm");
  const id = `wish-${name}`;
  return (
    <Field id={id} label={t(name)}>
      <Input id={id} name={name} type="number" defaultValue={was(name, String(usual))} {...range} />
    </Field>
  );
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

interface RuleFieldsProps extends PartProps {
  /** `country:PK` and its name. */
  readonly countries: SubjectGroup["subjects"];
}

/** What rules of figures and lengths ask. */
function RuleFields({ was, countries }: RuleFieldsProps) {
  const t = useTranslations("watches.firm");
  const figures = useTranslations("figures");
  return (
    <>
      <Of kinds={["level"]}>
        <ChoiceField was={was} name="level" usual="3">
          <LevelOptions />
        </ChoiceField>
      </Of>
      <Of kinds={["silence", "closure_longer", "planned"]}>
        <NumberField was={was} name="hours" usual={48} min={1} />
      </Of>
      <Of kinds={["figure"]}>
        <ChoiceField was={was} name="metric" usual="trucks_stranded">
          {METRICS.map((metric) => (
            <option key={metric} value={metric}>
              {figures(metric)}
            </option>
          ))}
        </ChoiceField>
        <ChoiceField was={was} name="side">
          <option value="">{t("any")}</option>
          {countries.map(({ value, label }) => (
            <option key={value} value={value.replace("country:", "")}>
              {label}
            </option>
          ))}
        </ChoiceField>
        <NumberField was={was} name="above" usual={1000} min={1} />
        <NumberField was={was} name="clearBelow" usual={500} min={0} />
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
      <NumberField was={was} name="cap" usual={USUAL_TIMING.capPerHour} min={1} max={60} />
      <NumberField was={was} name="gather" usual={USUAL_TIMING.gatherMinutes} min={0} max={60} />
      <NumberField was={was} name="damp" usual={USUAL_TIMING.dampMinutes} min={0} max={360} />
      {(["quietFrom", "quietTo"] as const).map((name) => (
        <ChoiceField key={name} was={was} name={name}>
          <option value="">{t("noQuiet")}</option>
          {hours((hour) => hour)}
        </ChoiceField>
      ))}
      <ChoiceField was={was} name="breakThrough">
        <option value="">{t("never")}</option>
        <LevelOptions />
      </ChoiceField>
    </>
  );
}
