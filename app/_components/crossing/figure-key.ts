import type { Figure } from "#server/domain/status.ts";

/** Names a figure among the figures of one crossing. */
export const figureKey = ({
  metric,
  side,
  lane,
}: Pick<Figure, "metric" | "side" | "lane">): string => `${metric} ${side ?? ""} ${lane ?? ""}`;
