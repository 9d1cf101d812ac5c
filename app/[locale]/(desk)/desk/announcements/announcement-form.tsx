"use client";
import { useTranslations } from "next-intl";
import { Input, Radio, RadioGroup, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { ANNOUNCEMENT_KINDS } from "#server/domain/announcement.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import { PlannedForm, usePlannedForm } from "../planned-form.tsx";
import { enterAction } from "./actions.ts";
import { LaneBoxes } from "./lane-boxes.tsx";

interface AnnouncementFormProps {
  /** Made by the page: sent twice it is one announcement. */
  readonly id: string;
  readonly crossingId: string;
  readonly sides: readonly { readonly country: string; readonly label: string }[];
  readonly lanes: readonly { readonly id: string; readonly label: string }[];
}

const RULES = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA", "FREQ=YEARLY"];

/** A planned closure, a holiday or opening hours of one crossing. */
export function AnnouncementForm({ id, crossingId, sides, lanes }: AnnouncementFormProps) {
  const t = useTranslations("announcements");
  const states = useTranslations("states");
  const { form, values, problems, fieldOf: field } = usePlannedForm(enterAction, "announcement");
  const rule = { ...field("rrule"), hint: t("rruleHint") };
  const when = (name: "startsAt" | "endsAt") => (
    <Field label={t(name)} {...field(name)}>
      <Input
        {...describedBy(field(name))}
        type="datetime-local"
        name={name}
        required
        defaultValue={values[name]}
      />
    </Field>
  );
  return (
    <PlannedForm
      form={form}
      id={id}
      words={{ refused: t("refused"), unanswered: t("unanswered"), send: t("enter") }}
    >
      <input type="hidden" name="crossing" value={crossingId} />
      <RadioGroup legend={t("kind")} error={problems.kind}>
        {ANNOUNCEMENT_KINDS.map((kind, i) => (
          <Radio
            key={kind}
            name="kind"
            value={kind}
            label={t(`kinds.${kind}`)}
            defaultChecked={values.kind === undefined ? i === 0 : values.kind === kind}
          />
        ))}
      </RadioGroup>
      <Field label={t("what")} hint={t("whatHint")} {...field("title")}>
        <Input
          {...describedBy({ ...field("title"), hint: t("whatHint") })}
          name="title"
          required
          maxLength={120}
          defaultValue={values.title}
        />
      </Field>
      <RadioGroup legend={t("party")} hint={t("partyHint")} error={problems.party}>
        {sides.map(({ country, label }, i) => (
          <Radio
            key={country}
            name="party"
            value={country}
            label={label}
            defaultChecked={values.party === undefined ? i === 0 : values.party === country}
          />
        ))}
      </RadioGroup>
      <LaneBoxes lanes={lanes} chosen={values.lanes?.split(" ")} error={problems.lanes} />
      <Field label={t("value")} hint={t("valueHint")} {...field("value")}>
        <Select
          {...describedBy({ ...field("value"), hint: t("valueHint") })}
          name="value"
          defaultValue={values.value ?? "closed"}
        >
          {CLAIMABLE_STATES.map((state) => (
            <option key={state} value={state}>
              {states(state)}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        {when("startsAt")}
        {when("endsAt")}
      </div>
      <Field label={t("rrule")} {...rule}>
        <Input
          {...describedBy(rule)}
          name="rrule"
          dir="ltr"
          maxLength={300}
          list="announcement-rules"
          autoComplete="off"
          defaultValue={values.rrule}
        />
        <datalist id="announcement-rules">
          {RULES.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </Field>
    </PlannedForm>
  );
}
