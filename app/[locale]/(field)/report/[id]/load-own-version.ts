import { notFound } from "next/navigation";
import type { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { openReporterPage } from "../report-context.ts";

/** A report that its reader may correct or take back, with its crossing; a page that is not there when they may not. */
export async function loadOwnVersion(
  params: Promise<{ locale: string; id: string }>,
  returnTo: (to: ReturnType<typeof pathsFor>) => string,
) {
  const { id } = await params;
  const page = await openReporterPage(params, returnTo);
  try {
    const chain = await page.caller.corrections.chain({ id });
    const version = chain.versions.find((one) => one.id === id);
    if (version === undefined) notFound();
    const { crossing, status } = await page.caller.crossings.get({ slug: chain.crossingId });
    const isOver = version.review === "retracted" || version.review === "superseded";
    const newestId = chain.newestId === id && !isOver ? null : chain.newestId;
    return { ...page, crossing, status, version, newestId };
  } catch (error) {
    if (findRefusal(error) === null) throw error;
    notFound();
  }
}
