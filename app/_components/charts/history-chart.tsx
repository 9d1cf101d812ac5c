"use client";
/**
 * The frame of a history chart: a box of fixed height, the reader's place among the claims, and words for it.
 * The drawing itself and Recharts come over the network only when the box nears the screen; until then, without
 * script, or when that fails, the table beside it says the same.
 */
import { useLocale, useTranslations } from "next-intl";
import { type ComponentType, useEffect, useId, useRef, useState } from "react";
import { formatRangeInText } from "#app/format/number.ts";
import type { Metric } from "#server/domain/claim.ts";
import type { ChartClaim, HistoryChartData } from "./history-data.ts";
import type { HistoryPlot } from "./history-plot.tsx";

/** How far below the screen the loading begins. */
const NEARNESS = "300px";

type Plot = ComponentType<Parameters<typeof HistoryPlot>[0]>;
type Loading =
  | { readonly kind: "waiting" | "failed" }
  | { readonly kind: "ready"; readonly Plot: Plot };

interface HistoryChartProps {
  readonly data: HistoryChartData;
  /** What the chart shows, as one sentence. */
  readonly name: string;
  readonly metric: Extract<Metric, "people_stranded" | "trucks_stranded">;
}

export function HistoryChart({ data, name, metric }: HistoryChartProps) {
  const t = useTranslations("charts");
  const box = useRef<HTMLDivElement>(null);
  const loading = useNearPlot(box);
  const [active, setActive] = useState<number | null>(null);
  return (
    <div>
      <div ref={box} dir="ltr" className="relative h-64 md:h-80">
        {loading.kind === "ready" ? (
          <loading.Plot data={data} name={name} active={active} onPick={setActive} />
        ) : (
          <div
            data-not-drawn
            className="flex h-full items-center justify-center border-y border-line px-4 text-center text-sm text-ink-soft"
          >
            <p dir="auto">
              <span>{loading.kind === "failed" ? t("failed") : t("loading")}</span>
              <noscript> {t("noscript")}</noscript>
            </p>
          </div>
        )}
      </div>
      <ClaimStepper claims={data.claims} metric={metric} active={active} onPick={setActive} />
    </div>
  );
}

/** The drawing, once the box is near and the browser has it. */
function useNearPlot(box: { readonly current: HTMLDivElement | null }): Loading {
  const [loading, setLoading] = useState<Loading>({ kind: "waiting" });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        import("./history-plot.tsx").then(
          ({ HistoryPlot: Plot }) => setLoading({ kind: "ready", Plot }),
          () => setLoading({ kind: "failed" }),
        );
      },
      { rootMargin: NEARNESS },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return loading;
}

interface ClaimStepperProps {
  readonly claims: readonly ChartClaim[];
  readonly metric: HistoryChartProps["metric"];
  readonly active: number | null;
  readonly onPick: (index: number) => void;
}

/** A slider over the claims, for keyboard, thumb and screen reader; the words stand below in a place kept for them. */
function ClaimStepper({ claims, metric, active, onPick }: ClaimStepperProps) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const id = useId();
  const last = claims.length - 1;
  const claim = claims[active ?? last];
  if (claim === undefined) return null;
  const figure = (one: ChartClaim) =>
    t("readout", {
      range: formatRangeInText(locale, one),
      unit: t(`unit.${metric}`),
      date: one.date,
    });
  const who = (one: ChartClaim) =>
    one.what === null ? one.who : t("readoutWho", { who: one.who, what: one.what });
  return (
    <div data-no-picture className="flex flex-col gap-1 pt-2">
      {last > 0 && (
        <>
          <label htmlFor={id} className="text-sm text-ink-soft">
            {t("step")}
          </label>
          <input
            id={id}
            type="range"
            dir="ltr"
            min={0}
            max={last}
            value={active ?? last}
            aria-valuetext={`${figure(claim)}. ${who(claim)}`}
            onChange={({ target }) => onPick(Number(target.value))}
            onFocus={() => {
              if (active === null) onPick(last);
            }}
            className="h-11 w-full accent-ink"
          />
        </>
      )}
      <p className="min-h-24 text-sm sm:min-h-12">
        <strong className="block tabular-nums">{figure(claim)}</strong>
        <span className="line-clamp-3 text-ink-soft sm:line-clamp-1">
          <bdi lang="en">{who(claim)}</bdi>
        </span>
      </p>
    </div>
  );
}
