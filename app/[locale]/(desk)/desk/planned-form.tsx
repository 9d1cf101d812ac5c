"use client";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { KeptForm, type KeptFormHandle, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { BLANK_PLANNED, type PlannedState } from "./planned-state.ts";

type PlannedAction = (before: PlannedState, form: FormData) => Promise<PlannedState>;

/** A form of the desk that keeps what was typed; `fieldOf` names a field's id and what is wrong with it. */
export function usePlannedForm(action: PlannedAction, prefix: string) {
  const form = useKeptForm({
    action,
    blank: BLANK_PLANNED,
    unanswered: (before) => ({ ...before, isUnanswered: true }),
  });
  const { values, problems } = form.state;
  const fieldOf = (name: string) => ({ id: `${prefix}-${name}`, error: problems[name] });
  return { form, values, problems, fieldOf };
}

interface PlannedFormProps {
  readonly form: KeptFormHandle<PlannedState>;
  /** Made by the page: sent twice it is entered once. */
  readonly id: string;
  readonly words: { readonly refused: string; readonly unanswered: string; readonly send: string };
  readonly children: ReactNode;
}

/** The form itself: why it was refused, its fields, and the button that sends it. */
export function PlannedForm({ form, id, words, children }: PlannedFormProps) {
  const locale = useLocale();
  const { refusal, isUnanswered } = form.state;
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      {(refusal !== null || isUnanswered) && (
        <Notice kind="bad" role="alert" title={words.refused}>
          {isUnanswered ? words.unanswered : refusal}
        </Notice>
      )}
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={id} />
      {children}
      <div>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {words.send}
        </Button>
      </div>
    </KeptForm>
  );
}
