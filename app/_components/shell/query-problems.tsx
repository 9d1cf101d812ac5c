import { useTranslations } from "next-intl";
import type { QueryProblem } from "#app/view-query.ts";
import { Notice } from "../notice.tsx";

interface QueryProblemsProps {
  readonly problems: readonly QueryProblem[];
  /** The page's address without what was ignored. */
  readonly clearHref: string;
}

/** What in the address was ignored, by name, and the way out. */
export function QueryProblems({ problems, clearHref }: QueryProblemsProps) {
  const t = useTranslations("query");
  if (problems.length === 0) return null;
  return (
    <div className="page pt-4">
      <Notice kind="warning" title={t("title")}>
        {problems.map(({ kind, field, value }) => (
          <p key={field}>{t(kind, { field, value: value.slice(0, 60) })}</p>
        ))}
        <p className="pt-1">
          <a className="text-link font-semibold" href={clearHref}>
            {t("clear")}
          </a>
        </p>
      </Notice>
    </div>
  );
}
