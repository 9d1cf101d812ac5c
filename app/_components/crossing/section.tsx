import type { ReactNode } from "react";

interface SectionProps {
  /** Where a link on the page leads; also names the section. */
  readonly id: string;
  readonly title: ReactNode;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ id, title, intro, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="flex flex-col gap-4 pt-12">
      <div className="flex flex-col gap-1">
        <h2 id={`${id}-title`} className="text-xl font-bold">
          {title}
        </h2>
        {intro !== undefined && <p className="max-w-prose text-sm text-ink-soft">{intro}</p>}
      </div>
      {children}
    </section>
  );
}

interface DisclosureProps {
  readonly summary: ReactNode;
  /** Open from the start; closed by default. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** What stands one step deeper; opens without script. */
export function Disclosure({ summary, isOpen = false, children }: DisclosureProps) {
  return (
    <details open={isOpen}>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm font-medium">
        <span aria-hidden="true" className="w-2 [details[open]>summary>&]:hidden">
          +
        </span>
        <span aria-hidden="true" className="hidden w-2 [details[open]>summary>&]:inline">
          –
        </span>
        <span>{summary}</span>
      </summary>
      <div className="pt-2 pb-3">{children}</div>
    </details>
  );
}
