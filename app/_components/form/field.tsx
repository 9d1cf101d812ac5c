import type { ReactNode } from "react";

interface FieldProps {
  /** Id of the control inside; its hint and error get `${id}-hint` and `${id}-error`. */
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and how to put it right. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A label, its control, a hint and what is wrong with it. Give the control `describedBy(props)`. */
export function Field({ id, label, hint, error, children, className = "" }: FieldProps) {
  return (
    <div className={`flex flex-col gap-1.5 ${className}`}>
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
      {children}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** What is wrong, beside the thing that is wrong. */
export function FieldError({
  id,
  children,
}: {
  readonly id: string;
  readonly children: ReactNode;
}) {
  return (
    <p id={id} className="border-s-4 border-closed ps-2 text-sm font-medium text-closed">
      {children}
    </p>
  );
}

/** The accessible ties between a control and its `Field`. */
export function describedBy({ id, hint, error }: Pick<FieldProps, "id" | "hint" | "error">) {
  const ids = [
    hint === undefined ? null : `${id}-hint`,
    error === undefined ? null : `${id}-error`,
  ];
  const text = ids.filter((one) => one !== null).join(" ");
  return {
    id,
    "aria-invalid": error === undefined ? undefined : true,
    "aria-describedby": text === "" ? undefined : text,
  } as const;
}
