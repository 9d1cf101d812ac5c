"use client";
import type { ReactNode } from "react";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Notice } from "#app/_components/notice.tsx";

interface ActFormProps {
  /** Gives the words of a refusal, or null. */
  readonly action: (before: string | null, form: FormData) => Promise<string | null>;
  /** What is said when no answer came: the page stays as it is. */
  readonly unanswered: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A form of a button or two. Refused, or without a line, it says so beside the button and nothing else moves. */
export function ActForm({ action, unanswered, className, children }: ActFormProps) {
  const form = useKeptForm<string | null>({ action, blank: null, unanswered: () => unanswered });
  return (
    <div className="flex flex-col gap-2">
      {form.state !== null && (
        <Notice kind="bad" role="alert">
          {form.state}
        </Notice>
      )}
      <KeptForm form={form} className={className}>
        {children}
      </KeptForm>
    </div>
  );
}
