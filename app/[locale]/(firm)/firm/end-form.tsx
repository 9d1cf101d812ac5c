"use client";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { OfName } from "#app/_components/of-name.tsx";
import type { FirmFormState } from "./form-state.ts";
import { useFirmForm } from "./use-firm-form.ts";

interface EndFormProps {
  readonly id: string;
  /** Of what it ends, for those who hear one button after the other. */
  readonly name: string;
  readonly label: string;
  readonly action: (state: FirmFormState, data: FormData) => Promise<FirmFormState>;
  readonly problemWords: (problem: NonNullable<FirmFormState["problem"]>) => string;
}

/** Ends one thing of a list. */
export function EndForm({ id, name, label, action, problemWords }: EndFormProps) {
  const form = useFirmForm(action);
  const { problem } = form.state;
  return (
    <KeptForm form={form} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="id" value={id} />
      <Button kind="danger" type="submit" disabled={form.isPending}>
        {label}
        <OfName name={name} />
      </Button>
      {problem !== null && (
        <span role="alert" className="text-sm font-medium text-closed">
          {problemWords(problem)}
        </span>
      )}
    </KeptForm>
  );
}
