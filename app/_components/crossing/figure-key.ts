import type { Figure } from "#server/domain/status.ts";

type Subject = Pick<Figure, "metric" | "side" | "lane">;

/** Names a figure among the figures of one crossing. */
export const figureKey = ({ metric, side, lane }: Subject): string =>
  `${metric} ${side ?? ""} ${lane ?? ""}`;

/** Where a link to a figure leads on its crossing's page: `figure-trucks_stranded-PK`. */
export const figureAnchor = ({ metric, side, lane }: Subject): string =>
  ["figure", metric, side, lane?.replace("/", "-")].filter((part) => part != null).join("-");
