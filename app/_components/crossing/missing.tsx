import type { ReactNode } from "react";
import { buttonClass } from "#app/_components/form/button.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";

interface MissingProps {
  readonly title: ReactNode;
  readonly text: ReactNode;
  /** Heads the list of what may have been meant. */
  readonly nearestTitle: ReactNode;
  readonly nearest: readonly { readonly href: string; readonly name: ReactNode }[];
  readonly back: { readonly href: string; readonly text: ReactNode };
}

/** An address that names nothing: said in words, with the nearest names and a way back. */
export function Missing({ title, text, nearestTitle, nearest, back }: MissingProps) {
  return (
    <div className="page pb-16">
      <PageHeader title={title}>{text}</PageHeader>
      {nearest.length > 0 && (
        <div className="pb-6">
          <h2 className="pb-1 font-semibold">{nearestTitle}</h2>
          <ul>
            {nearest.map(({ href, name }) => (
              <li key={href}>
                <a className="text-link inline-flex min-h-11 items-center text-lg" href={href}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <a className={buttonClass("primary")} href={back.href}>
        {back.text}
      </a>
    </div>
  );
}
