import { PageAbsent } from "#app/[locale]/page-absent.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import type { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { openReporterPage } from "../report-context.ts";

/** A report that its reader may correct or take back, with its crossing; when they may not, the page to show instead. */
export async function loadOwnVersion(
  params: Promise<{ locale: string; id: string }>,
  returnTo: (to: ReturnType<typeof pathsFor>) => string,
) {
  const { id } = await params;
  const page = await openReporterPage(params, returnTo);
  if (page === null) return { instead: <PageRefused /> };
  const missing = { instead: <PageAbsent /> };
  try {
    const chain = await page.caller.corrections.chain({ id });
    const version = chain.versions.find((one) => one.id === id);
    if (version === undefined) return missing;
    const { crossing, status } = await page.caller.crossings.get({ slug: chain.crossingId });
    const isOver = version.review === "retracted" || version.review === "superseded";
    const newestId = chain.newestId === id && !isOver ? null : chain.newestId;
    return { ...page, crossing, status, version, newestId };
  } catch (error) {
    if (findRefusal(error) === null) throw error;
    return missing;
  }
}
