"use client";
import { useTranslations } from "next-intl";
import { Select, Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import { PlannedForm, usePlannedForm } from "../planned-form.tsx";
import { overrideAction } from "./actions.ts";
import { OVERRIDE_HOURS } from "./hours.ts";

interface OverrideFormProps {
  /** Made by the page: sent twice it is one override. */
  readonly id: string;
  readonly crossings: readonly { readonly id: string; readonly label: string }[];
}

const DEFAULT_HOURS = 6;

/** A level that a person sets, with why and for how long. */
export function OverrideForm({ id, crossings }: OverrideFormProps) {
  const t = useTranslations("overrides");
  const states = useTranslations("states");
  const { form, values, problems, fieldOf: field } = usePlannedForm(overrideAction, "override");
  const reason = { ...field("reason"), hint: t("reasonHint") };
  const expiry = { ...field("hours"), error: problems.expiresAt };
  return (
    <PlannedForm
      form={form}
      id={id}
      words={{ refused: t("refused"), unanswered: t("unanswered"), send: t("set") }}
    >
      <Field label={t("crossing")} {...field("crossing")}>
        <Select {...describedBy(field("crossing"))} name="crossing" defaultValue={values.crossing}>
          {crossings.map(({ id: crossing, label }) => (
            <option key={crossing} value={crossing}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("level")} {...field("level")}>
          <Select {...describedBy(field("level"))} name="level" defaultValue={values.level ?? "3"}>
            {ALERT_LEVELS.map((name, level) => (
              <option key={name} value={level}>
                {states(`level.${name}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("hours")} {...expiry}>
          <Select
            {...describedBy(expiry)}
            name="hours"
            defaultValue={values.hours ?? String(DEFAULT_HOURS)}
          >
            {OVERRIDE_HOURS.map((hours) => (
              <option key={hours} value={hours}>
                {t("forHours", { hours })}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label={t("reason")} {...reason}>
        <Textarea
          {...describedBy(reason)}
          name="reason"
          required
          maxLength={300}
          defaultValue={values.reason}
        />
      </Field>
    </PlannedForm>
  );
}
