import type { ComponentProps, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "className"> {
  readonly label: ReactNode;
}

/** One of several that may be chosen together; the whole line is the target. Apart from controls.tsx, which public pages load. */
export function Checkbox({ label, ...rest }: CheckboxProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input type="checkbox" className="size-5 shrink-0 accent-ink" {...rest} />
      {label}
    </label>
  );
}
