import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The way out: a link or a button. */
  readonly action?: ReactNode;
}

/** Nothing here, why, and where to go. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 border-y border-line py-10">
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-prose text-ink-soft">{children}</div>}
      {action}
    </div>
  );
}
