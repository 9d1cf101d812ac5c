import { useLocale, useTranslations } from "next-intl";
import { Input, Select, Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { countryName } from "#app/format/country.ts";
import { CAUSES, POSTURES } from "#server/domain/claim.ts";
import { MAX_NOTE_LENGTH } from "#server/domain/report-input.ts";
import { type FormCrossing, fieldNames } from "./form-fields.ts";
import type { FormView } from "./form-view.ts";

interface FieldsProps {
  readonly crossing: FormCrossing;
  readonly form: FormView;
}

/** Why, and when it is expected to open again. */
export function CauseFields({ form }: Pick<FieldsProps, "form">) {
  const t = useTranslations("report");
  const causes = useTranslations("crossing.cause");
  const cause = { id: "cause", error: form.problem("cause") };
  const reopening = { id: "reopening", error: form.problem("reopening") };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t("cause")} hint={t("causeHint")} {...cause}>
        <Select
          {...describedBy({ ...cause, hint: t("causeHint") })}
          name="cause"
          defaultValue={form.value("cause")}
        >
          <option value="">{t("noCause")}</option>
          {CAUSES.filter((one) => one !== "unknown").map((one) => (
            <option key={one} value={one}>
              {causes(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("reopening")} hint={t("reopeningHint")} {...reopening}>
        <Input
          {...describedBy({ ...reopening, hint: t("reopeningHint") })}
          name="reopening"
          type="datetime-local"
          defaultValue={form.value("reopening")}
        />
      </Field>
    </div>
  );
}

/** How the forces of each side stand. */
export function PostureFields({ crossing, form }: FieldsProps) {
  const t = useTranslations("report");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {crossing.sides.map(({ country }) => {
        const id = fieldNames.posture(country);
        const field = { id, error: form.problem(id) };
        return (
          <Field
            key={country}
            label={t("postureOf", { country: countryName(locale, country) })}
            {...field}
          >
            <Select {...describedBy(field)} name={id} defaultValue={form.value(id)}>
              <option value="">{t("noWord")}</option>
              {POSTURES.map((posture) => (
                <option key={posture} value={posture}>
                  {states(`posture.${posture}`)}
                </option>
              ))}
            </Select>
          </Field>
        );
      })}
    </div>
  );
}

/** For the desk alone. */
export function NoteField({ form }: Pick<FieldsProps, "form">) {
  const t = useTranslations("report");
  const note = { id: "note", hint: t("noteHint"), error: form.problem("note") };
  return (
    <Field label={t("note")} {...note}>
      <Textarea
        {...describedBy(note)}
        name="note"
        maxLength={MAX_NOTE_LENGTH}
        defaultValue={form.value("note")}
      />
    </Field>
  );
}
