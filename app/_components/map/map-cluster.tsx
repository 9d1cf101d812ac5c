import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "#app/format/number.ts";
import type { Condition } from "#server/domain/status.ts";
import { StateGlyph } from "../state/state-glyph.tsx";
import { conditionState } from "../state/state-word.tsx";
import type { MapCluster as Cluster } from "./cluster-points.ts";

/** What a group is drawn as: the worst that is in it, so that nothing hides behind an open one. */
const WORST_FIRST: readonly Condition[] = ["closed", "partial", "restricted", "unknown", "open"];

interface MapClusterProps extends Pick<Cluster, "x" | "y" | "splitsAt"> {
  readonly conditions: readonly Condition[];
  readonly names: string;
  /** Links to the crossings, one below the other. */
  readonly children: ReactNode;
}

/** Crossings that lie on one another on the map: their number, which opens as a list. */
export function MapCluster({ x, y, splitsAt, conditions, names, children }: MapClusterProps) {
  const t = useTranslations("overview.map");
  const locale = useLocale();
  const count = conditions.length;
  const worst = WORST_FIRST.find((one) => conditions.includes(one)) ?? "unknown";
  return (
    <details
      className="map-cluster"
      style={{ "--map-x": x, "--map-y": y }}
      data-splits={splitsAt}
      data-at={`${x} ${y}`}
      data-end={x > 50 ? "" : undefined}
    >
      <summary title={t("cluster", { count, names })}>
        <StateGlyph state={conditionState(worst)} />
        <span aria-hidden="true">{formatNumber(locale, count)}</span>
        <span className="sr-only">{t("cluster", { count, names })}</span>
      </summary>
      <ul>{children}</ul>
    </details>
  );
}
