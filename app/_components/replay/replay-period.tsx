import { useLocale, useTranslations } from "next-intl";
import { formatBound } from "#app/format/date.ts";
import { formatNumber } from "#app/format/number.ts";
import { pathsFor } from "#app/paths.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { buttonClass } from "../form/button.tsx";
import { endText, FIRST_PERIOD } from "./replay-query.ts";

interface ReplayPeriodFormProps {
  readonly from: Instant;
  readonly to: Instant;
  readonly at: Instant;
  readonly known: Known;
  readonly stepMinutes: number | null;
}

const FIELD = "min-h-11 rounded-md border border-line-strong bg-surface px-3 py-2 text-base";
const RECORD_BEGINS = "2011-01-01";
const DAY_MINUTES = 24 * 60;

/** Which period, known how: a plain form and plain links. */
export function ReplayPeriodForm({ from, to, at, known, stepMinutes }: ReplayPeriodFormProps) {
  const locale = useLocale();
  const t = useTranslations("replay");
  const paths = pathsFor(locale);
  const [first, last] = [endText(from, "from").slice(0, 10), endText(to, "to").slice(0, 10)];
  const period = { from: endText(from, "from"), to: endText(to, "to") };
  const days = stepMinutes === null ? 0 : Math.max(1, Math.round(stepMinutes / DAY_MINUTES));
  return (
    <div className="flex flex-col gap-3 pb-4">
      <nav aria-label={t("knownLabel")} className="flex flex-wrap items-center gap-2">
        {(["now", "then"] as const).map((one) => (
          <a
            key={one}
            href={paths.replay({ ...period, asOf: at, known: one })}
            aria-current={one === known ? "true" : undefined}
            className={`${buttonClass(one === known ? "primary" : "plain")} text-sm`}
          >
            {t(`known.${one}`)}
          </a>
        ))}
        <span className="text-sm text-ink-soft">{t(`meaning.${known}`)}</span>
      </nav>
      <form method="get" action={paths.replay()} className="flex flex-wrap items-end gap-3 text-sm">
        <label className="flex flex-col gap-1">
          {t("from")}
          <input type="date" name="from" defaultValue={first} className={FIELD} />
        </label>
        <label className="flex flex-col gap-1">
          {t("to")}
          <input type="date" name="to" defaultValue={last} className={FIELD} />
        </label>
        {known === "then" && <input type="hidden" name="known" value="then" />}
        <button type="submit" className={buttonClass()}>
          {t("show")}
        </button>
        <a
          className="text-link inline-flex min-h-11 items-center"
          href={paths.replay({ ...FIRST_PERIOD, known })}
        >
          {formatBound(timeBound(FIRST_PERIOD.from.slice(0, 7), "month", "UTC"), locale, "UTC")}
        </a>
        <a
          className="text-link inline-flex min-h-11 items-center"
          href={paths.replay({ from: RECORD_BEGINS, to: last, known })}
        >
          {t("whole")}
        </a>
      </form>
      {stepMinutes !== null && (
        <p className="text-sm text-ink-soft">
          {t("coarse", { count: days, days: formatNumber(locale, days) })}
        </p>
      )}
    </div>
  );
}
