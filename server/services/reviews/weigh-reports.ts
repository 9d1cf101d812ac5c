/** What publishing would change, derived by the same core that publishing uses, and written nowhere. */
import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { type Corroboration, corroborate } from "#server/domain/corroborate.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { DomainError } from "#server/domain/errors.ts";
import { renewByNoChange } from "#server/domain/no-change.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import type { AlertOverride } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { type Effect, weighEffect } from "#server/domain/urgency.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { asClaims, readSource } from "../reports/list-reports.ts";
import { loadReports } from "../status/load-reports.ts";
import { loadOverrides } from "../status/read-status.ts";
import { DeskRow, selectForDesk } from "./select-waiting.ts";

/** A report that is not published, as it would be if it were published now. */
export interface Candidate {
  readonly report: PublishedReport;
  /** The report whose place it would take. */
  readonly correctsId: string | null;
}

export interface Weighed extends Effect {
  readonly corroboration: readonly Corroboration[];
}

export const toCandidate = (row: DeskRow, now: Instant): Candidate => ({
  correctsId: row.corrects_id,
  report: {
    id: row.id,
    crossingId: row.crossing_id,
    source: readSource(row),
    observedAt: readInstant(row.observed_at),
    receivedAt: readInstant(row.received_at),
    publishedAt: now,
    withdrawnAt: null,
    claims: asClaims(row.claims),
    links: row.links,
  },
});

interface CrossingInput {
  readonly crossing: Crossing;
  readonly published: readonly PublishedReport[];
  readonly candidates: readonly Candidate[];
  readonly override: AlertOverride | null;
  readonly now: Instant;
}

/** A derivation takes under a millisecond; between so many others are served, who wait for nothing here. */
const DERIVED_IN_A_ROW = 16;

/** One derivation of the crossing as it is, and one for each report that waits there. */
async function weighCrossing(input: CrossingInput): Promise<[string, Weighed][]> {
  const { crossing, published, candidates, override, now } = input;
  const view = { crossing, at: now, known: "now", now, override } as const;
  const before = deriveStatus({ ...view, reports: published });
  const standing = published.filter(({ withdrawnAt }) => withdrawnAt === null);
  const words = renewByNoChange([...standing, ...candidates.map(({ report }) => report)]);
  const renewed = new Map(words.map((word) => [word.id, word]));
  const weighed: [string, Weighed][] = [];
  for (const { report, correctsId } of candidates) {
    const rest = published.filter(({ id }) => id !== correctsId);
    const after = deriveStatus({ ...view, reports: [...rest, report] });
    const corroboration = corroborate(renewed.get(report.id) ?? report, words);
    weighed.push([report.id, { ...weighEffect(before, after), corroboration }]);
    if (weighed.length % DERIVED_IN_A_ROW === 0) await setImmediate();
  }
  return weighed;
}

/** Effect and corroboration of reports that wait, by id; those of a crossing that is no longer listed are left out. */
export async function weighReports(
  database: Database,
  candidates: readonly Candidate[],
  now: Instant,
): Promise<Map<string, Weighed>> {
  const byCrossing = Map.groupBy(candidates, ({ report }) => report.crossingId);
  const crossingIds: CrossingId[] = [...byCrossing.keys()];
  if (crossingIds.length === 0) return new Map();
  const [crossings, published, overrides] = await Promise.all([
    listCrossings(database, now),
    loadReports(database, { crossingIds, at: now, now }),
    loadOverrides(database, now),
  ]);
  const weighed = new Map<string, Weighed>();
  for (const crossing of crossings) {
    const waiting = byCrossing.get(crossing.id);
    if (waiting === undefined) continue;
    const of = await weighCrossing({
      crossing,
      published: published.get(crossing.id) ?? [],
      candidates: waiting,
      override: overrides.get(crossing.id) ?? null,
      now,
    });
    for (const [id, one] of of) weighed.set(id, one);
  }
  return weighed;
}

export const NOTHING_WEIGHED: Weighed = {
  details: [],
  urgency: { score: 0, reasons: [] },
  corroboration: [],
};

/**
 * What the public would read as changed if a report that waits were published now. Writes nothing.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function previewReport(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<Weighed> {
  assertCan(ctx.actor, "report.review");
  const [row] = await selectRows(
    ctx.database,
    DeskRow,
    selectForDesk(sql`r.id = ${input.id}::uuid`, sql``),
  );
  if (row === undefined) throw new DomainError("not_found", `There is no report ${input.id}.`);
  if (row.state !== "received" && row.state !== "in_review") return NOTHING_WEIGHED;
  const weighed = await weighReports(ctx.database, [toCandidate(row, ctx.now)], ctx.now);
  return weighed.get(input.id) ?? NOTHING_WEIGHED;
}
