"use client";
import { useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { BLANK_FORM, type FirmFormState, typedIn } from "../form-state.ts";
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
  const form = useKeptForm<FirmFormState>({
    action: settingsAction,
    blank: BLANK_FORM,
    unanswered: (_, data) => ({ ...BLANK_FORM, typed: typedIn(data), problem: "unanswered" }),
  });
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
