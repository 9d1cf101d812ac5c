import type { CrossingId } from "#server/domain/crossing.ts";
import { deriveTimelines } from "#server/domain/derive-closures.ts";
import type { LaneRibbon } from "#server/domain/history.ts";
import { toRibbon } from "#server/domain/lane-timeline.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import { reportsKnown } from "#server/domain/report.ts";
import { earlierOf, type Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { loadTurningReports } from "../status/load-reports.ts";
import { getRegistered } from "./find-crossings.ts";

/**
 * The states of every lane over `[from, to)`.
 * @param input.knownAt only what the public knew at this instant; null: what is known now
 * @throws DomainError `not_found`; `invalid` when `from` is not before `to`, or not in the past
 */
export async function getRibbon(
  ctx: ServiceContext,
  input: {
    readonly slug: CrossingId;
    readonly from: Instant;
    readonly to: Instant;
    readonly knownAt?: Instant | null;
  },
): Promise<{ ribbons: LaneRibbon[] }> {
  const { database, now } = ctx;
  const crossing = await getRegistered(database, input.slug, now);
  const to = earlierOf(input.to, now);
  if (input.from >= to) {
    const message = input.from >= now ? "must lie in the past" : "must lie before to; swap them";
    throw invalidField({ path: "from", message });
  }
  const { knownAt = null } = input;
  const stored = await loadTurningReports(database, crossing.id);
  const timelines = deriveTimelines({
    crossing,
    // What was withdrawn only later stood at that instant.
    reports:
      knownAt === null
        ? stored
        : reportsKnown(stored, knownAt, "then").map((r) => ({ ...r, withdrawnAt: null })),
    from: input.from,
    to,
    now: knownAt ?? now,
  });
  return {
    ribbons: timelines.map(({ lane, segments }) => ({ lane, segments: toRibbon(segments) })),
  };
}
