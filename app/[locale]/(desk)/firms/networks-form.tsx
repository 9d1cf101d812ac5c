"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Outcome } from "#app/[locale]/(firm)/firm/members/member-form.tsx";
import { useFirmForm } from "#app/[locale]/(firm)/firm/use-firm-form.ts";
import { networksAction } from "./actions.ts";

interface NetworksFormProps {
  readonly firmId: string;
  readonly networks: readonly string[];
}

/** The ranges that a firm's webhooks may reach although they are not public. For admins alone. */
export function NetworksForm({ firmId, networks }: NetworksFormProps) {
  const t = useTranslations("firm.networks");
  const form = useFirmForm(networksAction);
  const { typed, wrong } = form.state;
  const field = {
    id: `networks-${firmId}`,
    hint: t("hint"),
    error: wrong.includes("networks") ? t("wrong") : undefined,
  };
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-4 py-2">
      <input type="hidden" name="firmId" value={firmId} />
      <Field label={t("label")} {...field}>
        <Input
          {...describedBy(field)}
          name="networks"
          dir="ltr"
          autoComplete="off"
          placeholder="10.20.0.0/16"
          defaultValue={typed.networks ?? networks.join(" ")}
        />
      </Field>
      <Outcome state={form.state} />
      <p>
        <Button type="submit" disabled={form.isPending}>
          {t("save")}
        </Button>
      </p>
    </KeptForm>
  );
}
