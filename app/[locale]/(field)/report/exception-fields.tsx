import { useTranslations } from "next-intl";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { CLAIMABLE_STATES, EXCEPTION_CLASSES } from "#server/domain/claim.ts";
import { EXCEPTION_ROWS, type FormCrossing, fieldNames } from "./form-fields.ts";
import type { FormView } from "./form-view.ts";

interface ExceptionFieldsProps {
  readonly crossing: FormCrossing;
  readonly form: FormView;
}

/** Who moves although it is closed, or is held although it is open. */
export function ExceptionFields({ crossing, form }: ExceptionFieldsProps) {
  const t = useTranslations("report.exception");
  const states = useTranslations("states");
  const names = useLaneNames();
  const directions = [...new Set(crossing.lanes.map((lane) => lane.direction))];
  return (
    <div className="flex flex-col gap-4">
      {EXCEPTION_ROWS.map((row) => {
        const who = fieldNames.exception(row, "class");
        const direction = fieldNames.exception(row, "direction");
        const state = fieldNames.exception(row, "state");
        const field = { id: who, error: form.problem(who) };
        return (
          <fieldset key={row} className="grid gap-3 sm:grid-cols-3">
            <legend className="sr-only">{t("row", { number: row + 1 })}</legend>
            <Field label={t("class")} {...field}>
              <Select {...describedBy(field)} name={who} defaultValue={form.value(who)}>
                <option value="">{t("none")}</option>
                {EXCEPTION_CLASSES.map((one) => (
                  <option key={one} value={one}>
                    {states(`exception.${one}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field id={direction} label={t("direction")}>
              <Select id={direction} name={direction} defaultValue={form.value(direction)}>
                <option value="">{names.direction(null)}</option>
                {directions.map((one) => (
                  <option key={one} value={one}>
                    {names.direction(one)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field id={state} label={t("state")}>
              <Select id={state} name={state} defaultValue={form.value(state) || "open"}>
                {CLAIMABLE_STATES.map((one) => (
                  <option key={one} value={one}>
                    {t(`moves.${one}`)}
                  </option>
                ))}
              </Select>
            </Field>
          </fieldset>
        );
      })}
    </div>
  );
}
