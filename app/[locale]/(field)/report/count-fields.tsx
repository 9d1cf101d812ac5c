import { useLocale, useTranslations } from "next-intl";
import { useLaneNames } from "#app/_components/crossing/use-lane-name.ts";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { countryName } from "#app/format/country.ts";
import { formatRangeInText } from "#app/format/number.ts";
import { BASES } from "#server/domain/claim.ts";
import { WORD_RANGES } from "#server/domain/words.ts";
import { type CountField, type FormCrossing, fieldNames } from "./form-fields.ts";
import type { FormView } from "./form-view.ts";

interface CountFieldsProps {
  readonly field: CountField;
  readonly crossing: FormCrossing;
  readonly form: FormView;
}

type Part = Parameters<typeof fieldNames.count>[1];

/** One figure: where, how many (a number, a range or a word), and how that is known. */
export function CountFields({ field: { key, metric }, crossing, form }: CountFieldsProps) {
  const t = useTranslations("report.count");
  const figures = useTranslations("figures");
  const part = (name: Part) => {
    const id = fieldNames.count(key, name);
    return { id, error: form.problem(id) };
  };
  const number = (name: "exact" | "low" | "high") => {
    const field = part(name);
    return (
      <Field label={t(name)} {...field}>
        <Input
          {...describedBy(field)}
          name={field.id}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          dir="ltr"
          defaultValue={form.value(field.id)}
        />
      </Field>
    );
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">{figures(metric)}</legend>
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
        {number("exact")}
        {number("low")}
        {number("high")}
        <Words field={part("word")} form={form} />
      </div>
      <div className="grid grid-cols-2 items-end gap-3">
        <Place field={part("place")} crossing={crossing} form={form} />
        <Basis field={part("basis")} form={form} />
      </div>
    </fieldset>
  );
}

interface PartProps {
  readonly field: { readonly id: string; readonly error: string | undefined };
  readonly form: FormView;
}

function Words({ field, form }: PartProps) {
  const t = useTranslations("report.count");
  const locale = useLocale();
  return (
    <Field label={t("word")} {...field}>
      <Select {...describedBy(field)} name={field.id} defaultValue={form.value(field.id)}>
        <option value="">{t("noWord")}</option>
        {Object.entries(WORD_RANGES).map(([word, range]) => (
          <option key={word} value={word}>
            {t("wordIs", {
              word: word.replaceAll(" ", "_"),
              range: formatRangeInText(locale, range),
            })}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Place({ field, form, crossing }: PartProps & { readonly crossing: FormCrossing }) {
  const t = useTranslations("report.count");
  const locale = useLocale();
  const names = useLaneNames();
  return (
    <Field label={t("place")} {...field}>
      <Select {...describedBy(field)} name={field.id} defaultValue={form.value(field.id)}>
        <option value="">{t("whole")}</option>
        {crossing.sides.map(({ country }) => (
          <option key={country} value={country}>
            {t("side", { country: countryName(locale, country) })}
          </option>
        ))}
        {field.id.startsWith("wait.") &&
          crossing.lanes.map(({ id }) => (
            <option key={id} value={id}>
              {names.lane(id)}
            </option>
          ))}
      </Select>
    </Field>
  );
}

function Basis({ field, form }: PartProps) {
  const t = useTranslations("report.count");
  const words = useTranslations("claims.basisWord");
  return (
    <Field label={t("basis")} {...field}>
      <Select
        {...describedBy(field)}
        name={field.id}
        defaultValue={form.value(field.id) || "estimated"}
      >
        {BASES.map((basis) => (
          <option key={basis} value={basis}>
            {words(basis)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
