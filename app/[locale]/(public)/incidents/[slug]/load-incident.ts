import { cache } from "react";
import { findRefusal } from "#server/api/errors.ts";
import type { Incident } from "#server/domain/incident.ts";
import { earlierOf, type Instant } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

/** An incident, null when there is none of that name; read once, whoever asks for it on a page. */
export const findIncident = cache(async (slug: string, asOf: Instant | undefined) => {
  try {
    const { incident } = await getRuntime()
      .caller(null)
      .incidents.get(asOf === undefined ? { slug } : { slug, asOf });
    return incident;
  } catch (error) {
    const code = findRefusal(error)?.code;
    if (code === "not_found" || code === "invalid") return null;
    throw error;
  }
});

/** The crossings of an incident as they were at the end of its first day, as known now. */
export async function loadCrossingsThen(incident: Incident, now: Instant) {
  const api = getRuntime().caller(null);
  const asOf = earlierOf(incident.from.latestAt, now);
  const found = await Promise.all(
    incident.crossingIds.map((slug) => api.crossings.get({ slug, asOf })),
  );
  return found.map(({ crossing, status }) => ({ crossing, status }));
}

/** Every incident by name, for an address that names none. */
export async function listIncidentCandidates() {
  const { incidents } = await getRuntime().caller(null).incidents.list({});
  return incidents.map(({ id, title }) => ({ id, names: [title] }));
}
