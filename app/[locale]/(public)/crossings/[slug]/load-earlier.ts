import { figureKey } from "#app/_components/crossing/figure-key.ts";
import type { AsOfQuery } from "#app/paths.ts";
import type { CrossingStatus, Figure, FigureClaim } from "#server/domain/status.ts";
import { addMs, DAY_MS, MINUTE_MS } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

/** How far back claims are told that count no longer: three months, as long as most closures last. */
const BACK_MS = 92 * DAY_MS;
const CLAIMS = 20;
/** As few points as may be: the claims are wanted, not the line. */
const BUCKET_MINUTES = BACK_MS / MINUTE_MS;

/** What was claimed in the weeks before about each figure of a status and counts no longer, newest first. */
export async function loadEarlier(
  status: Pick<CrossingStatus, "crossingId" | "at" | "figures">,
  view: AsOfQuery,
): Promise<Map<string, readonly FigureClaim[]>> {
  const api = getRuntime().caller(null);
  const read = async (figure: Figure) => {
    const { claims } = await api.crossings.history({
      slug: status.crossingId,
      metric: figure.metric,
      bucket: BUCKET_MINUTES,
      from: addMs(status.at, -BACK_MS),
      to: status.at,
      ...(figure.side === null ? {} : { side: figure.side }),
      ...view,
    });
    const counting = new Set(figure.claims.map(({ reportId }) => reportId));
    const earlier = claims.filter(({ reportId }) => !counting.has(reportId));
    return [figureKey(figure), earlier.toReversed().slice(0, CLAIMS)] as const;
  };
  // Lanes have no history of figures of their own.
  const figures = status.figures.filter(({ lane }) => lane === null);
  return new Map(await Promise.all(figures.map(read)));
}
