"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { LOCALE_NAMES, LOCALES } from "#app/locales.ts";
import { useFirmForm } from "../use-firm-form.ts";
import { saveAction } from "./actions.ts";

interface SaveFormProps {
  /** Made by the page, sent twice it is one watch; or that of the watch which is changed. */
  readonly id: string;
  readonly name: string;
  /** As the select has it; undefined: the first of `channels`. */
  readonly channel?: string | undefined;
  /** Of mails; undefined: the page's. */
  readonly mailLocale?: string | undefined;
  /** The wish as the address has it: name and value of each field. */
  readonly wish: readonly (readonly [string, string])[];
  readonly channels: readonly { readonly value: string; readonly label: string }[];
}

/** Name and channel of a watch that has been tried. */
export function SaveForm({ id, name, channel, mailLocale, wish, channels }: SaveFormProps) {
  const t = useTranslations("watches.firm");
  const locale = useLocale();
  const form = useFirmForm(saveAction);
  const { typed, problem, wrong, done } = form.state;
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      <input type="hidden" name="id" value={id} />
      {wish.map(([field, value]) => (
        <input key={`${field} ${value}`} type="hidden" name={field} value={value} />
      ))}
      <Field id="watch-name" label={t("name")}>
        <Input
          id="watch-name"
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={typed.name ?? name}
        />
      </Field>
      <Field id="watch-channel" label={t("channel")}>
        <Select id="watch-channel" name="channel" defaultValue={typed.channel ?? channel}>
          {channels.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="watch-locale" label={t("language")}>
        <Select
          id="watch-locale"
          name="mailLocale"
          defaultValue={typed.mailLocale ?? mailLocale ?? locale}
        >
          {LOCALES.map((one) => (
            <option key={one} value={one}>
              {LOCALE_NAMES[one]}
            </option>
          ))}
        </Select>
      </Field>
      {(problem !== null || wrong.length > 0) && (
        <Notice kind="bad" role="alert">
          {problem === null ? t("refused") : t(`problem.${problem}`)}
        </Notice>
      )}
      {done !== null && (
        <Notice kind="good" role="status">
          {t("saved")}
        </Notice>
      )}
      <p>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {t("save")}
        </Button>
      </p>
    </KeptForm>
  );
}
