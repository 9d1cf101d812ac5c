"use client";
import { useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Textarea } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { type AnswerState, answerAction } from "./thread-action.ts";

interface AnswerFormProps {
  readonly reportId: string;
  /** Names this answer: sent twice it is one. */
  readonly messageId: string;
}

const BLANK: AnswerState = { text: "", isMissing: false, refusal: null, isUnanswered: false };
const MAX_TEXT_LENGTH = 1_000;

/** The reporter's answer to the desk. */
export function AnswerForm({ reportId, messageId }: AnswerFormProps) {
  const t = useTranslations("thread");
  const form = useKeptForm({
    action: answerAction,
    blank: BLANK,
    unanswered: (before, data) => ({
      ...before,
      text: String(data.get("text") ?? ""),
      isUnanswered: true,
    }),
  });
  const { state, isPending } = form;
  const refusal = state.isUnanswered ? t("unanswered") : state.refusal;
  const field = {
    id: "answer",
    hint: t("answerHint"),
    error: state.isMissing ? t("missing") : undefined,
  };
  return (
    <KeptForm form={form} className="flex flex-col items-start gap-3">
      {refusal !== null && (
        <Notice kind="bad" role="alert">
          {refusal}
        </Notice>
      )}
      <input type="hidden" name="id" value={reportId} />
      <input type="hidden" name="messageId" value={messageId} />
      <Field label={t("answer")} className="w-full max-w-prose" {...field}>
        <Textarea
          // A new question, or a sent answer, begins an empty field.
          key={messageId}
          {...describedBy(field)}
          name="text"
          maxLength={MAX_TEXT_LENGTH}
          defaultValue={state.text}
        />
      </Field>
      <Button kind="primary" type="submit" disabled={isPending}>
        {t("send")}
      </Button>
    </KeptForm>
  );
}
