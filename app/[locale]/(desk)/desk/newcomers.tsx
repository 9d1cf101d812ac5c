"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { trpc } from "#app/_client/trpc.ts";
import { Notice } from "#app/_components/notice.tsx";

interface NewcomersProps {
  /** The reports that the page shows. */
  readonly shownIds: readonly string[];
  readonly href: string;
}

/** Often enough for a person at a desk; a query of one index each time. */
const LOOK_EVERY_MS = 15_000;

/** Says when more reports have come in. They are shown when asked for: nothing moves under a hand that decides. */
export function Newcomers({ shownIds, href }: NewcomersProps) {
  const t = useTranslations("desk");
  const [count, setCount] = useState(0);
  useEffect(() => {
    const shown = new Set(shownIds);
    async function look(): Promise<void> {
      if (document.hidden) return;
      try {
        const { items } = await trpc.desk.queue.query({});
        setCount(items.filter(({ id }) => !shown.has(id)).length);
      } catch {
        // The line is down or the session has ended: the next look, or the next decision, tells.
      }
    }
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [shownIds]);
  return (
    <div role="status">
      {count > 0 && (
        <div className="pb-6">
          <Notice>
            {t("newcomers", { count })}{" "}
            <a className="text-link" href={href}>
              {t("refresh")}
            </a>
          </Notice>
        </div>
      )}
    </div>
  );
}
