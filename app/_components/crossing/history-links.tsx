import { useLocale, useTranslations } from "next-intl";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { HISTORY_METRICS, type HistoryChoice, metricWord, SPANS } from "./history-query.ts";

interface HistoryLinksProps {
  readonly slug: CrossingId;
  readonly view: AsOfQuery;
  readonly choice: HistoryChoice;
}

/** The address of the page with another choice, at the history. */
export function historyHref(
  { slug, view, choice }: HistoryLinksProps,
  to: ReturnType<typeof pathsFor>,
): string {
  const query = { metric: metricWord(choice.metric), span: choice.span };
  return `${to.crossing(slug, view, query)}#history`;
}

/** People or trucks, and how far back: plain links, so that a view can be kept and sent. */
export function HistoryLinks({ slug, view, choice }: HistoryLinksProps) {
  const t = useTranslations("charts");
  const to = pathsFor(useLocale());
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-1">
      <ChoiceList label={t("metricLabel")}>
        {HISTORY_METRICS.map((metric) => (
          <ChoiceLink
            key={metric}
            href={historyHref({ slug, view, choice: { ...choice, metric } }, to)}
            isCurrent={metric === choice.metric}
            text={t(`metric.${metric}`)}
          />
        ))}
      </ChoiceList>
      <ChoiceList label={t("spanLabel")}>
        {SPANS.map((span) => (
          <ChoiceLink
            key={span}
            href={historyHref({ slug, view, choice: { ...choice, span } }, to)}
            isCurrent={span === choice.span}
            text={t(`span.${span}`)}
          />
        ))}
      </ChoiceList>
    </div>
  );
}

function ChoiceList({
  label,
  children,
}: {
  readonly label: string;
  readonly children: React.ReactNode;
}) {
  return (
    <nav aria-label={label}>
      <ul className="flex">{children}</ul>
    </nav>
  );
}

interface ChoiceLinkProps {
  readonly href: string;
  readonly isCurrent: boolean;
  readonly text: string;
}

function ChoiceLink({ href, isCurrent, text }: ChoiceLinkProps) {
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
