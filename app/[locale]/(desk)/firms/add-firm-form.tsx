"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { FirmFields } from "#app/[locale]/(firm)/firm/members/firm-fields.tsx";
import { Outcome } from "#app/[locale]/(firm)/firm/members/member-form.tsx";
import { useFirmForm } from "#app/[locale]/(firm)/firm/use-firm-form.ts";
import { addFirmAction } from "./actions.ts";

/** Makes a firm. `id` is made by the page: sent twice it is one firm. */
export function AddFirmForm({ id }: { readonly id: string }) {
  const t = useTranslations("firm.admin");
  const form = useFirmForm(addFirmAction);
  const { typed, wrong } = form.state;
  const owner = {
    id: "firm-owner",
    hint: t("ownerHint"),
    // Of the account the refusal speaks as of an e-mail.
    error: wrong.includes("owner") || wrong.includes("email") ? t("wrongOwner") : undefined,
  };
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      <input type="hidden" name="id" value={id} />
      <FirmFields state={form.state} />
      <Field label={t("owner")} {...owner}>
        <Input
          {...describedBy(owner)}
          name="owner"
          type="email"
          dir="ltr"
          autoComplete="off"
          required
          maxLength={254}
          defaultValue={typed.owner}
        />
      </Field>
      <Outcome state={form.state} />
      <p>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {t("add")}
        </Button>
      </p>
    </KeptForm>
  );
}
