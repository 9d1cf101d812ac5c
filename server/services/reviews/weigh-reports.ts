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
import type { Overrides } from "#server/domain/override.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { type Effect, weighEffect } from "#server/domain/urgency.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { asClaims, type ReportRow, readSource } from "../reports/list-reports.ts";
import { findCorrected } from "../reports/withdraw-stored.ts";
import { loadReports } from "../status/load-reports.ts";
import { loadOverrides } from "../status/read-status.ts";
import { DeskRow, selectForDesk } from "./select-waiting.ts";

/** A report that is not published, as it would be if it were published now. */
export interface Candidate {
  readonly report: PublishedReport;
  /** The report that it corrects, which may never have been public. */
  readonly correctsId: string | null;
}

export interface Weighed extends Effect {
  readonly corroboration: readonly Corroboration[];
}

export const toCandidate = (
  row: ReportRow & { readonly corrects_id: string | null },
  now: Instant,
): Candidate => ({
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

/** A derivation takes under a millisecond; between so many others are served, who wait for nothing here. */
const DERIVED_IN_A_ROW = 16;

export interface Foreseen {
  readonly effect: Effect;
  /** When time alone changes the crossing, and with it perhaps the effect; null: never. */
  readonly nextChangeAt: Instant | null;
}

interface Foundation {
  readonly crossing: Crossing;
  readonly published: readonly PublishedReport[];
  readonly overrides: Overrides | undefined;
}

async function loadFoundations(
  database: Database,
  wanted: readonly CrossingId[],
  now: Instant,
): Promise<Foundation[]> {
  if (wanted.length === 0) return [];
  const [crossings, published, overrides] = await Promise.all([
    listCrossings(database, now),
    loadReports(database, { crossingIds: wanted, at: now, now }),
    loadOverrides(database, now),
  ]);
  return crossings
    .filter(({ id }) => wanted.includes(id))
    .map((crossing) => ({
      crossing,
      published: published.get(crossing.id) ?? [],
      overrides: overrides.get(crossing.id),
    }));
}

/** What publishing each would change, beside the crossing as it is; `corrected`: what each would take the place of. */
async function foresee(
  { crossing, published, overrides }: Foundation,
  candidates: readonly Candidate[],
  { corrected, now }: { readonly corrected: ReadonlyMap<string, string>; readonly now: Instant },
): Promise<[string, Foreseen][]> {
  const view = { crossing, at: now, known: "now", now, ...overrides } as const;
  const before = deriveStatus({ ...view, reports: published });
  const foreseen: [string, Foreseen][] = [];
  for (const { report } of candidates) {
    const rest = published.filter(({ id }) => id !== corrected.get(report.id));
    const after = deriveStatus({ ...view, reports: [...rest, { ...report, publishedAt: now }] });
    const effect = weighEffect(before, after);
    foreseen.push([report.id, { effect, nextChangeAt: before.nextChangeAt }]);
    if (foreseen.length % DERIVED_IN_A_ROW === 0) await setImmediate();
  }
  return foreseen;
}

const byCrossingOf = (candidates: readonly Candidate[]) =>
  Map.groupBy(candidates, ({ report }) => report.crossingId);

/** As publishing finds it: the nearest version that still stands, as those between may never have been public. */
const findReplaced = (database: Database, candidates: readonly Candidate[]) =>
  findCorrected(
    database,
    candidates.filter(({ correctsId }) => correctsId !== null).map(({ report }) => report),
  );

/** The effects of reports that wait, by id; those of a crossing that is no longer listed are left out. */
export async function effectsOf(
  database: Database,
  candidates: readonly Candidate[],
  now: Instant,
): Promise<Map<string, Foreseen>> {
  const byCrossing = byCrossingOf(candidates);
  const [foundations, corrected] = await Promise.all([
    loadFoundations(database, [...byCrossing.keys()], now),
    findReplaced(database, candidates),
  ]);
  const effects = new Map<string, Foreseen>();
  for (const foundation of foundations) {
    const waiting = byCrossing.get(foundation.crossing.id) ?? [];
    const of = await foresee(foundation, waiting, { corrected, now });
    for (const [id, one] of of) effects.set(id, one);
  }
  return effects;
}

/**
 * Effect and corroboration of reports that wait, by id; those of a crossing that is no longer listed are left out.
 * @param waiting all that wait, which corroborate each other
 */
export async function weighReports(
  database: Database,
  candidates: readonly Candidate[],
  { waiting, now }: { readonly waiting: readonly Candidate[]; readonly now: Instant },
): Promise<Map<string, Weighed>> {
  const byCrossing = byCrossingOf(candidates);
  const waitingAt = byCrossingOf(waiting);
  const [foundations, corrected] = await Promise.all([
    loadFoundations(database, [...byCrossing.keys()], now),
    findReplaced(database, candidates),
  ]);
  const weighed = new Map<string, Weighed>();
  for (const foundation of foundations) {
    const { crossing, published } = foundation;
    const own = byCrossing.get(crossing.id) ?? [];
    const effects = new Map(await foresee(foundation, own, { corrected, now }));
    const standing = published.filter(({ withdrawnAt }) => withdrawnAt === null);
    const others = (waitingAt.get(crossing.id) ?? []).map(({ report }) => report);
    const words = renewByNoChange([...standing, ...others]);
    const renewed = new Map(words.map((word) => [word.id, word]));
    for (const { report } of own) {
      const effect = effects.get(report.id)?.effect ?? NOTHING_WEIGHED;
      const corroboration = corroborate(renewed.get(report.id) ?? report, words);
      weighed.set(report.id, { ...effect, corroboration });
    }
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
  const own = [toCandidate(row, ctx.now)];
  const weighed = await weighReports(ctx.database, own, { waiting: own, now: ctx.now });
  return weighed.get(input.id) ?? NOTHING_WEIGHED;
}
