import { useTranslations } from "next-intl";
import { Input } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { MAPPED_FIELDS, MAPPED_STATES } from "./feed-state.ts";

interface MappingFieldsProps {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** Which column means what; only for tables. */
export function MappingFields({ values, problems }: MappingFieldsProps) {
  const t = useTranslations("feeds");
  const states = useTranslations("states");
  return (
    <fieldset className="flex flex-col gap-4 border-s-4 border-line ps-4">
      <legend className="font-semibold">{t("mapping")}</legend>
      <p className="text-sm text-ink-soft">{t("mappingHint")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {MAPPED_FIELDS.map((field) => (
          <Field
            key={field}
            id={`column-${field}`}
            label={t(`field.${field}`)}
            error={problems[field]}
          >
            <Input
              id={`column-${field}`}
              name={`column-${field}`}
              maxLength={200}
              autoComplete="off"
              defaultValue={values[`column-${field}`]}
            />
          </Field>
        ))}
        {MAPPED_STATES.map((state) => (
          <Field key={state} id={`words-${state}`} label={t("wordsFor", { state: states(state) })}>
            <Input
              id={`words-${state}`}
              name={`words-${state}`}
              maxLength={400}
              autoComplete="off"
              defaultValue={values[`words-${state}`]}
            />
          </Field>
        ))}
        <Field id="zone" label={t("zone")} error={problems.zone}>
          <Input
            id="zone"
            name="zone"
            dir="ltr"
            placeholder="Asia/Karachi"
            defaultValue={values.zone}
          />
        </Field>
      </div>
    </fieldset>
  );
}
