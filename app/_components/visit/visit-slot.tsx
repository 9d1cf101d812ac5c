import { type ComponentProps, type ComponentType, useEffect, useState } from "react";
import { VISIT_KEY } from "#app/_client/visit/visit-script.ts";
import type { SinceVisit } from "./since-visit.tsx";

type Props = ComponentProps<typeof SinceVisit>;

/** A first look shorter than this is none; it is not remembered, and nothing is fetched for it. */
const LOOK_MS = 5_000;

function wasHere(): boolean {
  try {
    return localStorage.getItem(VISIT_KEY) !== null;
  } catch {
    return false;
  }
}

/** Where a reader who comes back is told what changed; fetched for them alone, and after a while for the others. */
export function VisitSlot(props: Props) {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    const timer = setTimeout(
      async () => {
        const part = await import("./since-visit.tsx").catch(() => null);
        if (part !== null) setPart(() => part.SinceVisit);
      },
      wasHere() ? 0 : LOOK_MS,
    );
    return () => clearTimeout(timer);
  }, []);
  return <div className="since-visit">{Part !== null && <Part {...props} />}</div>;
}
