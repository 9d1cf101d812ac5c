import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { formatNumber } from "#app/format/number.ts";
import { BoardForm } from "./board-form.tsx";

interface BoardToolsProps extends Omit<ComponentProps<typeof BoardForm>, "fold"> {
  readonly shown: number;
  readonly total: number;
  /** Nobody reads through them all: the name to look for stands before what is folded. */
  readonly isMany: boolean;
}

/** Sort and filter, folded: the first screen of a phone is the answer's. */
export function BoardTools({ shown, total, isMany, ...form }: BoardToolsProps) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const summary = (
    <summary className="inline-flex min-h-11 cursor-pointer items-center gap-3 text-sm font-semibold">
      <span className="inline-flex items-center gap-1.5">
        <Chevron />
        {t("filter.title")}
      </span>
      <span className="font-normal text-ink-soft">
        {t("shown", { shown: formatNumber(locale, shown), total })}
      </span>
    </summary>
  );
  if (isMany) return <BoardForm {...form} fold={summary} />;
  return (
    <details className="board-tools">
      {summary}
      <BoardForm {...form} />
    </details>
  );
}

function Chevron() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="board-chevron">
      <path d="M2 4l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </svg>
  );
}
