import type { ReactNode } from "react";

interface ChoiceListProps {
  /** What is chosen here. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Choices of a chart as plain links, so that a view can be kept and sent. */
export function ChoiceList({ label, children }: ChoiceListProps) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap">{children}</ul>
    </nav>
  );
}

interface ChoiceLinkProps {
  readonly href: string;
  readonly isCurrent: boolean;
  readonly text: string;
}

export function ChoiceLink({ href, isCurrent, text }: ChoiceLinkProps) {
  return (
    <li>
      <a
        href={href}
        aria-current={isCurrent ? "true" : undefined}
        className="inline-flex min-h-11 items-center border-b-2 border-line px-3 text-sm text-ink-soft hover:text-ink aria-[current]:border-ink aria-[current]:font-semibold aria-[current]:text-ink"
      >
        {text}
      </a>
    </li>
  );
}
