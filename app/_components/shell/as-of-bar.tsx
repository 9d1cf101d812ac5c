import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";

interface AsOfBarProps {
  readonly at: Instant;
  readonly known: Known;
  /** The page's own address for a view in time: `(view) => to.crossing(slug, view)`. */
  readonly hrefFor?: (view: AsOfQuery) => string;
}

/** Says, so that nobody can overlook it, that a page shows the past, and how to come back. */
export function AsOfBar({ at, known, hrefFor }: AsOfBarProps) {
  const locale = useLocale();
  const t = useTranslations("shell.asOf");
  const href = hrefFor ?? pathsFor(locale).overview;
  const other: Known = known === "now" ? "then" : "now";
  const title = t("title", { date: formatDate(at, { locale, style: "dayTime" }) });
  const link = "inline-flex min-h-11 items-center font-semibold underline underline-offset-4";
  return (
    <section className="bg-ink text-ground" aria-label={title}>
      <div className="page flex flex-wrap items-center gap-x-6 py-1">
        <p className="py-1.5">
          <strong>
            <time dateTime={at}>{title}</time>
            {" — "}
            {known === "now" ? t("knownNow") : t("knownThen")}.
          </strong>{" "}
          <span className="text-sm">{known === "now" ? t("meaningNow") : t("meaningThen")}</span>
        </p>
        <p className="flex flex-wrap gap-x-6 text-sm sm:ms-auto">
          <a className={link} href={href({ asOf: at, known: other })}>
            {other === "now" ? t("switchNow") : t("switchThen")}
          </a>
          <a className={link} href={href({})}>
            {t("back")}
          </a>
        </p>
      </div>
    </section>
  );
}
