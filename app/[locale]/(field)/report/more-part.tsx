import type { ReactNode } from "react";

interface MorePartProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** What most reports have nothing of: one step deeper, open when something is in it. */
export function MorePart({ title, isOpen, children }: MorePartProps) {
  return (
    <details open={isOpen} className="group border-b border-line first:border-t">
      <summary className="flex min-h-14 cursor-pointer items-center justify-between gap-4">
        <h2 className="text-lg font-bold">{title}</h2>
        <span aria-hidden="true" className="text-xl text-ink-soft group-open:rotate-45">
          +
        </span>
      </summary>
      <div className="flex flex-col gap-5 pt-1 pb-6">{children}</div>
    </details>
  );
}
