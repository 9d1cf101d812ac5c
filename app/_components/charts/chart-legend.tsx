import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** What the marks of a history chart mean; only those that are in it. */
export function ChartLegend({ has }: { readonly has: LegendContent }) {
  const t = useTranslations("charts.legend");
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-soft">
      {has.band && (
        <Mark text={t("band")}>
          <rect
            x="1"
            y="4"
            width="20"
            height="8"
            fill="var(--color-accent)"
            fillOpacity="0.22"
            stroke="var(--color-accent)"
            strokeOpacity="0.6"
          />
        </Mark>
      )}
      {has.open && (
        <Mark text={t("open")}>
          <path
            d="M11 15V2M7 6l4 -4l4 4"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeDasharray="3 2"
          />
        </Mark>
      )}
      {has.best && (
        <Mark text={t("best")}>
          <path d="M1 8h20" stroke="var(--color-ink)" strokeWidth="2.5" />
        </Mark>
      )}
      {has.claim && (
        <Mark text={t("claim")}>
          <circle cx="11" cy="8" r="4" fill="var(--color-ink)" />
        </Mark>
      )}
      {has.partyClaim && (
        <Mark text={t("partyClaim")}>
          <circle
            cx="11"
            cy="8"
            r="4"
            fill="var(--color-surface)"
            stroke="var(--color-ink)"
            strokeWidth="1.5"
          />
        </Mark>
      )}
      {has.closure && (
        <Mark text={t("closure")}>
          <rect x="1" y="1" width="20" height="14" fill="var(--color-closed)" fillOpacity="0.15" />
        </Mark>
      )}
    </ul>
  );
}

export interface LegendContent {
  readonly band: boolean;
  readonly open: boolean;
  readonly best: boolean;
  readonly claim: boolean;
  readonly partyClaim: boolean;
  readonly closure: boolean;
}

function Mark({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg width="22" height="16" aria-hidden="true">
        {children}
      </svg>
      {text}
    </li>
  );
}
