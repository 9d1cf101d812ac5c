"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { decideAction } from "./actions.ts";
import type { DecisionState } from "./decisions.ts";

interface DecisionFormProps {
  readonly reportId: string;
  /** Of the crossing, for those who hear the buttons without what stands around them. */
  readonly about: string;
}

const BLANK: DecisionState = {
  reason: "",
  isReasonMissing: false,
  refusal: null,
  isUnanswered: false,
};
const MAX_REASON_LENGTH = 500;

/** Publish, set aside, or reject with a reason. */
export function DecisionForm({ reportId, about }: DecisionFormProps) {
  const t = useTranslations("desk");
  const locale = useLocale();
  const form = useKeptForm({
    action: decideAction,
    blank: BLANK,
    unanswered: (before) => ({ ...before, isUnanswered: true }),
  });
  const { state, isPending } = form;
  const refusal = state.isUnanswered ? t("refused.unanswered") : state.refusal;
  const reason = {
    id: `reason-${reportId}`,
    error: state.isReasonMissing ? t("reasonMissing") : undefined,
  };
  return (
    <KeptForm form={form} className="flex flex-col gap-3">
      {refusal !== null && (
        <Notice kind="bad" role="alert" title={t("refused.title")}>
          {refusal}
        </Notice>
      )}
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={reportId} />
      <fieldset className="flex flex-wrap gap-3">
        <legend className="sr-only">{t("actions", { crossing: about })}</legend>
        <Button kind="primary" type="submit" name="decision" value="published" disabled={isPending}>
          {t("publish")}
        </Button>
        <Button type="submit" name="decision" value="unverifiable" disabled={isPending}>
          {t("unverifiable")}
        </Button>
      </fieldset>
      <details open={state.isReasonMissing || undefined}>
        <summary className="text-link inline-flex min-h-11 cursor-pointer items-center font-medium">
          {t("reject")}
        </summary>
        <div className="flex flex-col items-start gap-3 pt-1">
          <Field label={t("reason")} className="w-full" {...reason}>
            <Textarea
              {...describedBy(reason)}
              name="reason"
              maxLength={MAX_REASON_LENGTH}
              defaultValue={state.reason}
            />
          </Field>
          <Button kind="danger" type="submit" name="decision" value="rejected" disabled={isPending}>
            {t("rejectNow")}
          </Button>
        </div>
      </details>
    </KeptForm>
  );
}
