"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#app/_components/form/button.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { countryName } from "#app/format/country.ts";
import { formatRangeInText } from "#app/format/number.ts";
import { BASES } from "#server/domain/claim.ts";
import { WORD_RANGES } from "#server/domain/words.ts";
import { type CountField, type FormCrossing, fieldNames } from "../form-fields.ts";
import type { FormView } from "../form-view.ts";
import { readCount } from "../read-form.ts";

interface CountEntryProps {
  readonly field: CountField;
  readonly crossing: FormCrossing;
  readonly form: FormView;
}

const WAYS = ["exact", "range", "word"] as const;
type Way = (typeof WAYS)[number];
type Part = Parameters<typeof fieldNames.count>[1];
const STEPS = [1, 10] as const;

/** One figure with the thumb: count by tapping, or give a number, a range or a word, and say how it is known. */
export function CountEntry({ field: { key, metric }, crossing, form }: CountEntryProps) {
  const t = useTranslations("field.count");
  const figures = useTranslations("figures");
  const name = (part: Part) => fieldNames.count(key, part);
  const given = (part: Part) => form.value(name(part));
  const first: Way = given("word") ? "word" : given("low") || given("high") ? "range" : "exact";
  const [way, setWay] = useState(first);
  const [basis, setBasis] = useState(given("basis") || "estimated");
  return (
    <fieldset className="flex flex-col gap-3 border-t border-line pt-3">
      <legend className="float-start mb-2 font-semibold">{figures(metric)}</legend>
      <fieldset className="clear-both flex flex-wrap gap-2">
        <legend className="sr-only">{t("way")}</legend>
        {WAYS.map((one) => (
          <Button
            key={one}
            kind={one === way ? "primary" : "plain"}
            aria-pressed={one === way}
            onClick={() => setWay(one)}
          >
            {t(one)}
          </Button>
        ))}
      </fieldset>
      {way === "exact" && (
        <TapCounter
          id={name("exact")}
          first={given("exact")}
          error={form.problem(name("exact"))}
          onTap={() => setBasis("counted")}
        />
      )}
      {way === "range" && (
        <div className="grid grid-cols-2 gap-3">
          <NumberField id={name("low")} label={t("low")} form={form} />
          <NumberField id={name("high")} label={t("high")} form={form} />
        </div>
      )}
      {way === "word" && <WordField id={name("word")} form={form} />}
      <div className="grid gap-3 min-[26rem]:grid-cols-2">
        <BasisField id={name("basis")} basis={basis} onChoose={setBasis} />
        <PlaceField id={name("place")} crossing={crossing} form={form} />
      </div>
    </fieldset>
  );
}

interface TapCounterProps {
  readonly id: string;
  readonly first: string;
  readonly error: string | undefined;
  readonly onTap: () => void;
}

/** A number that a thumb counts up; typing works too. */
function TapCounter({ id, first, error, onTap }: TapCounterProps) {
  const t = useTranslations("field.count");
  const [text, setText] = useState(first);
  const tap = (step: number) => {
    const now = readCount(text);
    const at = typeof now === "number" ? now : 0;
    setText(String(Math.max(0, at + step)));
    onTap();
  };
  const field = { id, error };
  return (
    <Field label={t("number")} {...field}>
      <div className="flex gap-2">
        <Button aria-label={t("less")} onClick={() => tap(-1)}>
          <bdi dir="ltr">−1</bdi>
        </Button>
        <Input
          {...describedBy(field)}
          name={id}
          value={text}
          onChange={({ target }) => setText(target.value)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          dir="ltr"
          className="min-w-0 flex-1 text-center"
        />
        {STEPS.map((step) => (
          <Button key={step} aria-label={t("more", { step })} onClick={() => tap(step)}>
            <bdi dir="ltr">+{step}</bdi>
          </Button>
        ))}
      </div>
    </Field>
  );
}

interface PartProps {
  readonly id: string;
  readonly form: FormView;
}

function NumberField({ id, label, form }: PartProps & { readonly label: string }) {
  const field = { id, error: form.problem(id) };
  return (
    <Field label={label} {...field}>
      <Input
        {...describedBy(field)}
        name={id}
        defaultValue={form.value(id)}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        dir="ltr"
      />
    </Field>
  );
}

function WordField({ id, form }: PartProps) {
  const t = useTranslations("field.count");
  const locale = useLocale();
  const words = useTranslations("report.count");
  const field = { id, error: form.problem(id) };
  return (
    <Field label={t("wordLabel")} {...field}>
      <Select {...describedBy(field)} name={id} defaultValue={form.value(id)}>
        <option value="">–</option>
        {Object.entries(WORD_RANGES).map(([word, range]) => (
          <option key={word} value={word}>
            {words("wordIs", {
              word: word.replaceAll(" ", "_"),
              range: formatRangeInText(locale, range),
            })}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface BasisFieldProps {
  readonly id: string;
  readonly basis: string;
  readonly onChoose: (basis: string) => void;
}

function BasisField({ id, basis, onChoose }: BasisFieldProps) {
  const t = useTranslations("report.count");
  const words = useTranslations("claims.basisWord");
  return (
    <Field id={id} label={t("basis")}>
      <Select id={id} name={id} value={basis} onChange={({ target }) => onChoose(target.value)}>
        {BASES.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function PlaceField({ id, crossing, form }: PartProps & { readonly crossing: FormCrossing }) {
  const t = useTranslations("report.count");
  const locale = useLocale();
  return (
    <Field id={id} label={t("place")}>
      <Select id={id} name={id} defaultValue={form.value(id)}>
        <option value="">{t("whole")}</option>
        {crossing.sides.map(({ country }) => (
          <option key={country} value={country}>
            {t("side", { country: countryName(locale, country) })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
