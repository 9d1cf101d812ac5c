/** Everything that a crossing's page shows, read in one go through the API's own procedures. */
import { cache } from "react";
import {
  bucketOf,
  type HistoryChoice,
  spanBefore,
} from "#app/_components/crossing/history-query.ts";
import { findRefusal } from "#server/api/errors.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

/** More closures than any crossing has. */
const CLOSURES = 500;
const CHANGES = 20;
const REPORTS = 15;

const caller = cache(() => getRuntime().caller(null));

/** A crossing with its status, null when there is none of that name; read once, whoever asks for it on a page. */
export const findCrossing = cache(async (slug: string, asOf: Instant | undefined, known: Known) => {
  if (!CrossingId.safeParse(slug).success) return null;
  try {
    return await caller().crossings.get(asOf === undefined ? { slug } : { slug, asOf, known });
  } catch (error) {
    if (findRefusal(error)?.code === "not_found") return null;
    throw error;
  }
});

export interface BackgroundQuery {
  readonly slug: CrossingId;
  readonly asOf: Instant | undefined;
  readonly known: Known;
  /** The instant that the page describes. */
  readonly at: Instant;
  readonly choice: HistoryChoice;
  /** Cursor of the reports' list. */
  readonly before: string | undefined;
}

/** What stands behind the status: history, closures, changes and reports. */
export async function loadBackground(query: BackgroundQuery) {
  const { slug, asOf, known, at, choice, before } = query;
  const view = asOf === undefined ? {} : { asOf, known };
  const past = asOf === undefined ? {} : { asOf };
  const span = spanBefore(choice.span, at);
  const api = caller();
  const [series, { ribbons }, { closures }, survival, { changes }, { announcements }, reports] =
    await Promise.all([
      api.crossings.history({
        slug,
        metric: choice.metric,
        bucket: bucketOf(choice.span),
        ...span,
        ...view,
      }),
      api.crossings.ribbon({ slug, ...span, ...view }),
      api.closures.list({ slug, limit: CLOSURES, ...view }),
      api.closures.survival({ slug, ...view }),
      api.changes.latest({ slug, limit: CHANGES, ...past }),
      api.announcements.upcoming({ slug, ...past }),
      // Announcements have a section of their own: each once, not a line for each of its days.
      loadReports({ slug, limit: REPORTS, announced: "without", ...view }, before),
    ]);
  return { series, ribbons, closures, survival, changes, announcements, reports };
}

type ReadReports = ReturnType<typeof caller>["crossings"]["reports"];
type ReportsInput = Parameters<ReadReports>[0];
type ReportsPage = Awaited<ReturnType<ReadReports>>;

/** With the photos that the desk shows now; what was shown at an instant of the past is not kept. */
async function withPhotos(page: ReportsPage, { slug, known }: ReportsInput) {
  const reportIds = known === "then" ? [] : page.reports.map(({ id }) => id);
  const { photos } = await caller().photos.published({ slug, reportIds });
  const reports = page.reports.map((report) => ({
    ...report,
    photos: photos.filter(({ reportId }) => reportId === report.id),
  }));
  return { ...page, reports };
}

/** A page of the reports; the newest when the cursor in the address is none of ours. */
async function loadReports(input: ReportsInput, before: string | undefined) {
  const { reports } = caller().crossings;
  const newest = async () => ({
    ...(await withPhotos(await reports(input), input)),
    isPaged: false,
  });
  if (before === undefined) return newest();
  try {
    const page = await reports({ ...input, before });
    return { ...(await withPhotos(page, input)), isPaged: true };
  } catch (error) {
    if (findRefusal(error)?.code !== "invalid") throw error;
    return newest();
  }
}

/** When the last figure before `at` was given; null: never. */
export async function findLastFigure(
  slug: CrossingId,
  { metric }: HistoryChoice,
  at: Instant,
): Promise<Instant | null> {
  const { claims } = await caller().crossings.history({ slug, metric, ...spanBefore("all", at) });
  return claims.at(-1)?.observedAt ?? null;
}

/** Every crossing by slug with all that it is called, for an address that names none. */
export async function listCandidates() {
  const { crossings } = await caller().crossings.list({});
  return crossings.map(({ crossing }) => ({
    id: crossing.id,
    crossing,
    names: [crossing.name, ...crossing.altNames, ...Object.values(crossing.localNames)],
  }));
}
