"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { useFirmForm } from "../use-firm-form.ts";
import { closeAction } from "./actions.ts";
import { Outcome } from "./member-form.tsx";

const ENDS = ["members", "corridors", "watches", "webhooks", "keys"] as const;

/** Closes a firm: it says what ends by that, and asks for the name. For its owners, and for admins. */
export function CloseForm({ firmId, name }: { readonly firmId: string; readonly name: string }) {
  const t = useTranslations("firm.ending");
  const form = useFirmForm(closeAction);
  const { typed, wrong } = form.state;
  const field = {
    id: `close-name-${firmId}`,
    hint: <bdi>{name}</bdi>,
    error: wrong.includes("name") ? t("wrongName") : undefined,
  };
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-4">
      <div>
        <p>{t("closeText")}</p>
        <ul className="list-disc ps-5">
          {ENDS.map((one) => (
            <li key={one}>{t(`ends.${one}`)}</li>
          ))}
        </ul>
        <p>{t("stays")}</p>
      </div>
      <input type="hidden" name="firmId" value={firmId} />
      <Field label={t("name")} {...field}>
        <Input
          {...describedBy(field)}
          name="name"
          autoComplete="off"
          required
          maxLength={100}
          defaultValue={typed.name}
        />
      </Field>
      <Outcome state={form.state} />
      <p>
        <Button kind="danger" type="submit" disabled={form.isPending}>
          {t("close")}
        </Button>
      </p>
    </KeptForm>
  );
}
