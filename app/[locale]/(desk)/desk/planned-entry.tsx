import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#app/_components/form/button.tsx";
import { ActForm } from "./act-form.tsx";

interface PlannedEntryProps {
  readonly id: string;
  /** What takes it back, with what its button says and is called; null: it is over, as `ended` says. */
  readonly withdrawal: {
    readonly action: (before: string | null, form: FormData) => Promise<string | null>;
    readonly word: string;
    readonly label: string;
    /** What is said when no answer came. */
    readonly unanswered: string;
  } | null;
  readonly ended: string;
  /** What was entered. */
  readonly children: ReactNode;
}

/** One thing that was entered, with a button that takes it back while it is not over. */
export function PlannedEntry({ id, withdrawal, ended, children }: PlannedEntryProps) {
  const locale = useLocale();
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 border-b border-line py-3">
      <div className="flex min-w-0 flex-col gap-0.5">{children}</div>
      {withdrawal === null ? (
        <p className="text-sm text-ink-soft">{ended}</p>
      ) : (
        <ActForm action={withdrawal.action} unanswered={withdrawal.unanswered}>
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="id" value={id} />
          <Button type="submit" kind="danger" aria-label={withdrawal.label}>
            {withdrawal.word}
          </Button>
        </ActForm>
      )}
    </li>
  );
}
