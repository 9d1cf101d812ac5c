/** Native controls in the house's clothes: they work without script, by keyboard, and with every reader. */
import type { ComponentProps, ReactNode } from "react";

const BOX =
  "min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink aria-invalid:border-closed aria-invalid:border-2 disabled:opacity-60";

export function Input({ className = "", ...rest }: ComponentProps<"input">) {
  return <input className={`${BOX} ${className}`} {...rest} />;
}

export function Textarea({ className = "", ...rest }: ComponentProps<"textarea">) {
  return <textarea className={`${BOX} min-h-24 ${className}`} {...rest} />;
}

export function Select({ className = "", ...rest }: ComponentProps<"select">) {
  return <select className={`${BOX} ${className}`} {...rest} />;
}

interface ChoiceProps extends Omit<ComponentProps<"input">, "type"> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** One answer of a `RadioGroup`; the whole line is the target. */
export function Radio({ label, hint, className = "", ...rest }: ChoiceProps) {
  return (
    <label className={`flex min-h-11 cursor-pointer items-center gap-3 ${className}`}>
      <input type="radio" className="size-5 shrink-0 accent-ink" {...rest} />
      <span>
        {label}
        {hint !== undefined && <span className="block text-sm text-ink-soft">{hint}</span>}
      </span>
    </label>
  );
}

interface RadioGroupProps {
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A question with `Radio` answers. */
export function RadioGroup({ legend, hint, error, children }: RadioGroupProps) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold">{legend}</legend>
      {hint !== undefined && <p className="text-sm text-ink-soft">{hint}</p>}
      <div className="flex flex-wrap gap-x-6 gap-y-1">{children}</div>
      {error !== undefined && (
        <p className="border-s-4 border-closed ps-2 text-sm font-medium text-closed">{error}</p>
      )}
    </fieldset>
  );
}
