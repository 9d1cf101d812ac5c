"use client";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { ActForm } from "./act-form.tsx";
import { retractAction } from "./actions.ts";

const MAX_REASON_LENGTH = 500;

/** Takes a report back that should not have been published; the way it was known stays on record. */
export function RetractForm({ reportId }: { readonly reportId: string }) {
  const t = useTranslations("desk.unseen");
  const locale = useLocale();
  const refused = useTranslations("desk.refused");
  const id = `retract-${reportId}`;
  return (
    <details>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center font-medium">
        {t("retract")}
      </summary>
      <ActForm
        action={retractAction}
        unanswered={refused("unanswered")}
        className="flex flex-col items-start gap-3 pt-1"
      >
        <input type="hidden" name="id" value={reportId} />
        <input type="hidden" name="locale" value={locale} />
        <Field id={id} label={t("reason")} className="w-full">
          <Textarea id={id} name="reason" required maxLength={MAX_REASON_LENGTH} />
        </Field>
        <Button kind="danger" type="submit">
          {t("retractNow")}
        </Button>
      </ActForm>
    </details>
  );
}
