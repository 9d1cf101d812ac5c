import type { ReactNode } from "react";

interface PageHeaderProps {
  readonly title: ReactNode;
  /** Small words above: where we are. */
  readonly kicker?: ReactNode;
  readonly children?: ReactNode;
}

/** The page's one `h1`, with what is said under it. */
export function PageHeader({ title, kicker, children }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-2 pt-6 pb-4 md:pt-10 md:pb-6">
      {kicker !== undefined && <p className="text-sm text-ink-soft">{kicker}</p>}
      <h1 className="text-2xl font-bold tracking-tight md:text-3xl">{title}</h1>
      {children !== undefined && <div className="max-w-prose text-ink-soft">{children}</div>}
    </header>
  );
}
