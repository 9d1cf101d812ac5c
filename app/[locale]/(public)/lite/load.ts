/** What the text pages show, read through the API's own procedures. */

import type { AsOfQuery } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { getRuntime } from "#server/runtime.ts";

export function listStatuses(view: AsOfQuery) {
  return getRuntime().caller(null).crossings.list(view);
}

/** null when there is no crossing of that name. */
export async function findStatus(slug: string, view: AsOfQuery) {
  if (!CrossingId.safeParse(slug).success) return null;
  try {
    return await getRuntime()
      .caller(null)
      .crossings.get({ slug, ...view });
  } catch (error) {
    if (findRefusal(error)?.code === "not_found") return null;
    throw error;
  }
}

export async function listAnnounced(slug: CrossingId, { asOf }: AsOfQuery) {
  const { upcoming } = getRuntime().caller(null).announcements;
  const { announcements } = await upcoming(asOf === undefined ? { slug } : { slug, asOf });
  return announcements;
}

export type Announced = Awaited<ReturnType<typeof listAnnounced>>[number];
