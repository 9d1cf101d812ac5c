"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
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
  /** Names the question that may be asked: sent twice it is asked once. */
  readonly messageId: string;
  /** In which a time is written. */
  readonly zone: string;
}

const BLANK: DecisionState = {
  reason: "",
  question: "",
  isReasonMissing: false,
  isQuestionMissing: false,
  refusal: null,
  isUnanswered: false,
};
const MAX_REASON_LENGTH = 500;
const MAX_QUESTION_LENGTH = 1_000;

/** Publish, set aside, reject with a reason, or ask the reporter. */
export function DecisionForm({ reportId, about, messageId, zone }: DecisionFormProps) {
  const t = useTranslations("desk");
  const locale = useLocale();
  const form = useKeptForm({
    action: decideAction,
    blank: BLANK,
    unanswered: (before) => ({ ...before, isUnanswered: true }),
  });
  const { state, isPending } = form;
  const refusal = state.isUnanswered ? t("refused.unanswered") : state.refusal;
  return (
    <KeptForm form={form} className="flex flex-col gap-3">
      {refusal !== null && (
        <Notice kind="bad" role="alert" title={t("refused.title")}>
          {refusal}
        </Notice>
      )}
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={reportId} />
      <input type="hidden" name="zone" value={zone} />
      <input type="hidden" name="messageId" value={messageId} />
      <fieldset className="flex flex-wrap gap-3">
        <legend className="sr-only">{t("actions", { crossing: about })}</legend>
        <Button kind="primary" type="submit" name="decision" value="published" disabled={isPending}>
          {t("publish")}
        </Button>
        <Button type="submit" name="decision" value="unverifiable" disabled={isPending}>
          {t("unverifiable")}
        </Button>
      </fieldset>
      <Words
        part="reject"
        title={t("reject")}
        field={{
          id: `reason-${reportId}`,
          name: "reason",
          label: t("reason"),
          value: state.reason,
          error: state.isReasonMissing ? t("reasonMissing") : undefined,
          maxLength: MAX_REASON_LENGTH,
        }}
      >
        <Button kind="danger" type="submit" name="decision" value="rejected" disabled={isPending}>
          {t("rejectNow")}
        </Button>
      </Words>
      <Words
        part="ask"
        title={t("ask")}
        field={{
          id: `question-${reportId}`,
          name: "question",
          label: t("question"),
          value: state.question,
          error: state.isQuestionMissing ? t("questionMissing") : undefined,
          maxLength: MAX_QUESTION_LENGTH,
        }}
      >
        <Button type="submit" name="decision" value="asked" disabled={isPending}>
          {t("askNow")}
        </Button>
      </Words>
    </KeptForm>
  );
}

interface WordsProps {
  readonly part: "reject" | "ask";
  readonly title: string;
  readonly field: {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly error: string | undefined;
    readonly maxLength: number;
  };
  /** The button that sends the words. */
  readonly children: ReactNode;
}

/** What needs words of the desk: closed until it is wanted. */
function Words({ part, title, field, children }: WordsProps) {
  const { id, name, label, value, error, maxLength } = field;
  return (
    <details data-part={part} open={error !== undefined || undefined}>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center font-medium">
        {title}
      </summary>
      <div className="flex flex-col items-start gap-3 pt-1">
        <Field id={id} label={label} error={error} className="w-full">
          <Textarea
            {...describedBy({ id, error })}
            name={name}
            maxLength={maxLength}
            defaultValue={value}
          />
        </Field>
        {children}
      </div>
    </details>
  );
}
