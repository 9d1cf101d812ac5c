"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { useFirmForm } from "../use-firm-form.ts";
import { leaveAction } from "./actions.ts";
import { Outcome } from "./member-form.tsx";

/** Takes whoever presses it out of their firm; it is shown once they have opened it. */
export function LeaveForm() {
  const t = useTranslations("firm.ending");
  const form = useFirmForm(leaveAction);
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-4">
      <p>{t("leaveText")}</p>
      <Outcome state={form.state} />
      <p>
        <Button kind="danger" type="submit" disabled={form.isPending}>
          {t("leave")}
        </Button>
      </p>
    </KeptForm>
  );
}
