import type { ReactNode } from "react";
import { OfName } from "#app/_components/of-name.tsx";

interface EndingProps {
  readonly title: string;
  /** Of what it ends, for those who hear one of several; absent where there is one. */
  readonly of?: string;
  readonly children: ReactNode;
}

/** What ends something for good stays folded until somebody means it. */
export function Ending({ title, of, children }: EndingProps) {
  return (
    <details className="mt-6 border-t border-line">
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-closed">
        {title}
        {of !== undefined && <OfName name={of} />}
      </summary>
      <div className="py-2">{children}</div>
    </details>
  );
}
