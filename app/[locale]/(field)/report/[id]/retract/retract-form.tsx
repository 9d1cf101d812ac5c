"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";
import { MAX_REASON_LENGTH } from "#server/domain/report.ts";
import { type RetractState, retractAction } from "./retract-action.ts";

const BLANK: RetractState = { reason: "", problem: null, refusal: null };

/** Why, and the button. */
export function RetractForm({ reportId }: { readonly reportId: string }) {
  const t = useTranslations("retraction");
  const refused = useTranslations("report.refused");
  const locale = useLocale();
  const form = useKeptForm({
    action: retractAction,
    blank: BLANK,
    unanswered: (_, data) => ({
      reason: String(data.get("reason") ?? ""),
      problem: null,
      refusal: refused("unavailable"),
    }),
  });
  const { state, isPending } = form;
  const field = { id: "reason", hint: t("reasonHint"), error: state.problem ?? undefined };
  return (
    <KeptForm form={form} className="flex flex-col items-start gap-4">
      {state.refusal !== null && (
        <Notice kind="bad" role="alert" title={t("failed")}>
          {state.refusal}
        </Notice>
      )}
      <input type="hidden" name="id" value={reportId} />
      <input type="hidden" name="locale" value={locale} />
      <Field label={t("reason")} className="w-full max-w-prose" {...field}>
        <Textarea
          {...describedBy(field)}
          name="reason"
          maxLength={MAX_REASON_LENGTH}
          defaultValue={state.reason}
        />
      </Field>
      <p className="flex flex-wrap gap-3">
        <Button kind="primary" type="submit" disabled={isPending}>
          {t("send")}
        </Button>
        <a href={pathsFor(locale).receipt(reportId)} className={buttonClass()}>
          {t("back")}
        </a>
      </p>
    </KeptForm>
  );
}
