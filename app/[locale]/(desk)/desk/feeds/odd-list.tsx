import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FaultText } from "#app/_components/fault-text.tsx";
import type { FeedFlag } from "#server/domain/feed.ts";

interface OddListProps {
  readonly flags: readonly FeedFlag[];
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** What was odd in an answer, line by line; nothing where nothing was. */
export function OddList({ flags, children }: OddListProps) {
  const t = useTranslations("feeds");
  if (flags.length === 0) return null;
  return (
    <details>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
        {t("showOdd")}
      </summary>
      <ul className="list-disc ps-5">
        {flags.map(({ place, kind, text }) => (
          <li key={`${place} ${kind} ${text}`}>
            <bdi>{place}</bdi>: {t(`flag.${kind}`)} (<FaultText text={text} />)
          </li>
        ))}
      </ul>
      {children}
    </details>
  );
}
