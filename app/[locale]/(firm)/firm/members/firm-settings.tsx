"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { useFirmForm } from "../use-firm-form.ts";
import { settingsAction } from "./actions.ts";
import { FirmFields } from "./firm-fields.tsx";
import { Outcome } from "./member-form.tsx";

interface FirmSettingsProps {
  readonly name: string;
  readonly timeZone: string;
}

/** The firm's name, and the zone by which its hours are told. */
export function FirmSettings({ name, timeZone }: FirmSettingsProps) {
  const t = useTranslations("firm.members");
  const form = useFirmForm(settingsAction);
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      <FirmFields state={{ ...form.state, typed: { name, timeZone, ...form.state.typed } }} />
      <Outcome state={form.state} />
      <p>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {t("saveSettings")}
        </Button>
      </p>
    </KeptForm>
  );
}
