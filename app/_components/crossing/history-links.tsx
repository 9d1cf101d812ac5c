import { useLocale, useTranslations } from "next-intl";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { ChoiceLink, ChoiceList } from "./choice-links.tsx";
import { HISTORY_METRICS, type HistoryChoice, metricWord, SPANS } from "./history-query.ts";

interface HistoryLinksProps {
  readonly slug: CrossingId;
  readonly view: AsOfQuery;
  readonly choice: HistoryChoice;
  /** The part of the page that the choice is for. */
  readonly section?: "history" | "traffic";
}

/** The address of the page with another choice, at the history. */
export function historyHref(
  { slug, view, choice, section = "history" }: HistoryLinksProps,
  to: ReturnType<typeof pathsFor>,
): string {
  const query = { metric: metricWord(choice.metric), span: choice.span };
  return `${to.crossing(slug, view, query)}#${section}`;
}

/** People or trucks, and how far back: plain links, so that a view can be kept and sent. */
export function HistoryLinks({ slug, view, choice, section = "history" }: HistoryLinksProps) {
  const t = useTranslations("charts");
  const traffic = useTranslations("traffic");
  const to = pathsFor(useLocale());
  // The page has these choices twice; each is named for its own part.
  const named = (label: string) =>
    section === "history" ? label : `${label} (${traffic("title")})`;
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-1">
      <ChoiceList label={named(t("metricLabel"))}>
        {HISTORY_METRICS.map((metric) => (
          <ChoiceLink
            key={metric}
            href={historyHref({ slug, view, choice: { ...choice, metric }, section }, to)}
            isCurrent={metric === choice.metric}
            text={t(`metric.${metric}`)}
          />
        ))}
      </ChoiceList>
      <ChoiceList label={named(t("spanLabel"))}>
        {SPANS.map((span) => (
          <ChoiceLink
            key={span}
            href={historyHref({ slug, view, choice: { ...choice, span }, section }, to)}
            isCurrent={span === choice.span}
            text={t(`span.${span}`)}
          />
        ))}
      </ChoiceList>
    </div>
  );
}
