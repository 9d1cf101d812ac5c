/**
 * Stores reports: one statement for any number of them, so that a burst costs a few round trips and one commit.
 * The same id twice is one report; the same id with other content is told apart by its hash.
 */
import { hash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Claim } from "#server/domain/claim.ts";
import { REVIEW_STATES, type ReportDraft, type ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";

export interface StoredReport extends ReportDraft {
  readonly review: Extract<ReviewState, "received" | "in_review" | "published">;
  readonly publishedAt: Instant | null;
  /** Approved, and to be published then; absent: not, or at once. */
  readonly publishAt?: Instant | null;
  /** Whether it says something of a lane that the stored status does not (see report_states). */
  readonly isTurning: boolean;
}

/**
 * What one source said, canonical: two reports with this hash say the same. The time is the one that was sent: corrected
 * by the clock of another contact, the same report would come out different.
 */
export function contentHash(draft: ReportDraft): string {
  const { crossingId, source, claims, note, links } = draft;
  const correctsId = draft.origin?.correctsId ?? null;
  const observedAt = draft.origin?.deviceClock?.deviceAt ?? draft.observedAt;
  const said = [crossingId, source.id, observedAt, claims, note, links];
  return hash("sha256", JSON.stringify(correctsId === null ? said : [...said, correctsId]));
}

/** Until when the longest-holding claim with an end of its own is documented; null when none has an end. */
function holdsUntil(claims: readonly Claim[]): Instant | null {
  return claims.reduce<Instant | null>((last, claim) => {
    if (claim.kind !== "state" || claim.hold.kind === "next") return last;
    const { latestAt } = claim.hold.bound;
    return last === null || latestAt > last ? latestAt : last;
  }, null);
}

function claimRows(draft: ReportDraft): object[] {
  return draft.claims.map((claim, ordinal) => ({
    crossing_id: draft.crossingId,
    report_id: draft.id,
    ordinal,
    kind: claim.kind,
    observed_at: draft.observedAt,
    body: claim,
    ...(claim.kind === "count"
      ? {
          metric: claim.metric,
          side: claim.side,
          lane: claim.lane,
          low: claim.low,
          best: claim.best,
          high: claim.high,
        }
      : {}),
  }));
}

function reportRow(report: StoredReport): object {
  return {
    crossing_id: report.crossingId,
    id: report.id,
    source_id: report.source.id,
    account_id: report.accountId,
    observed_at: report.observedAt,
    received_at: report.receivedAt,
    content_hash: contentHash(report),
    note: report.note,
    links: report.links,
    claims: report.claims,
    corrects_id: report.origin?.correctsId ?? null,
    device_clock: report.origin?.deviceClock ?? null,
    via: report.origin?.via ?? "record",
    relayed_by: report.origin?.relayedBy ?? null,
    state: report.review,
    published_at: report.publishedAt,
    publish_at: report.publishAt ?? null,
    is_turning: report.isTurning,
    holds_until_at: holdsUntil(report.claims),
  };
}

/** Sources that are stored, so that a burst by few reporters does not offer them again with each group. */
const storedSources = new WeakMap<Database | Transaction, Set<string>>();

function sourceRow({ source, accountId }: StoredReport): object {
  const { id, kind, name, party } = source;
  return { id, kind, name, party, account_id: accountId };
}

const Id = z.object({ id: z.string() });

/** Inserts what is new and gives its ids; what was there before is left as it is. */
export async function insertReports(
  database: Database | Transaction,
  reports: readonly StoredReport[],
): Promise<Set<string>> {
  if (reports.length === 0) return new Set();
  // In one order, so that two groups that hold the same reports wait for each other and not in a circle.
  const once = [...new Map(reports.map((report) => [report.id, report])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const stored = storedSources.get(database) ?? new Set();
  const bySource = new Map(once.map((report) => [report.source.id, report]));
  const newSources = [...bySource.values()].filter(({ source }) => !stored.has(source.id));
  const inserted = await selectRows(database, Id, insertion(once, newSources));
  // A source is stored with the first report of it that is new, and of these all may have been there before.
  for (const { source } of inserted.length === once.length ? newSources : []) stored.add(source.id);
  storedSources.set(database, stored);
  return new Set(inserted.map(({ id }) => id));
}

/** What follows from the reports that are new. Nearly always their sources are stored and they wait for the desk. */
function insertion(reports: readonly StoredReport[], newSources: readonly StoredReport[]): SQL {
  const sources = sql`, new_sources as (
      insert into sources (id, kind, name, party, account_id)
      select id, kind, name, party, account_id
      from jsonb_to_recordset(${jsonParam(newSources.map(sourceRow))})
        as x(id text, kind text, name text, party text, account_id uuid)
      where id in (select source_id from new_reports)
      on conflict do nothing
    )`;
  const events = sql`, new_events as (
      insert into review_events (crossing_id, report_id, ordinal, state, at, account_id)
      select crossing_id, id, 0, state, coalesce(published_at, received_at), account_id
      from given where state <> 'received' and id in (select id from new_reports)
    )`;
  return sql`
    with given as materialized (
      select * from jsonb_to_recordset(${jsonParam(reports.map(reportRow))}) as x(crossing_id text, id uuid,
        source_id text, account_id uuid, observed_at timestamptz, received_at timestamptz, content_hash text,
        note text, links jsonb, claims jsonb, corrects_id uuid,
        device_clock jsonb, via text, relayed_by uuid, state text, published_at timestamptz, publish_at timestamptz, is_turning boolean, holds_until_at timestamptz)
    ), new_reports as (
      insert into reports (crossing_id, id, source_id, account_id, observed_at, received_at, content_hash, note, links,
        claims, corrects_id, device_clock, via, relayed_by)
      select crossing_id, id, source_id, account_id, observed_at, received_at, content_hash, note, links, claims,
        corrects_id, device_clock, via, relayed_by from given
      on conflict (id) do nothing
      returning id, source_id
    ), new_states as (
      insert into report_states (crossing_id, report_id, source_id, observed_at, received_at, state, published_at,
        publish_at, is_turning, holds_until_at)
      select crossing_id, id, source_id, observed_at, received_at, state, published_at, publish_at, is_turning,
        holds_until_at
      from given where id in (select id from new_reports)
    )${newSources.length > 0 ? sources : sql``}${reports.some(({ review }) => review !== "received") ? events : sql``}
    select id from new_reports`;
}

/** Adds the claims of reports that were just published: from now on the public's charts are made of them. */
export async function publishClaims(
  tx: Transaction,
  published: readonly ReportDraft[],
): Promise<void> {
  await tx.execute(sql`
    insert into claims (crossing_id, report_id, ordinal, kind, observed_at, body, metric, side, lane, low, best, high)
    select crossing_id, report_id, ordinal, kind, observed_at, body, metric, side, lane, low, best, high
    from jsonb_to_recordset(${jsonParam(published.flatMap(claimRows))}) as x(crossing_id text, report_id uuid,
      ordinal smallint, kind text, observed_at timestamptz, body jsonb, metric text, side text, lane text,
      low integer, best integer, high integer)
    on conflict do nothing`);
}

const FoundRow = z.object({
  id: z.string(),
  crossing_id: z.string(),
  content_hash: z.string(),
  account_id: z.string().nullable(),
  state: z.enum(REVIEW_STATES),
  received_at: z.string(),
  published_at: z.string().nullable(),
  publish_at: z.string().nullable(),
});

export interface FoundReport {
  readonly id: string;
  readonly crossingId: string;
  readonly contentHash: string;
  readonly accountId: string | null;
  readonly review: ReviewState;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant | null;
  readonly publishAt: Instant | null;
}

/** Stored reports by id; those that are not there are left out. */
export async function findReports(
  database: Database | Transaction,
  ids: readonly string[],
): Promise<Map<string, FoundReport>> {
  const rows = await selectRows(
    database,
    FoundRow,
    sql`select r.id, r.crossing_id, r.content_hash, r.account_id, s.state, r.received_at::text, s.published_at::text,
        s.publish_at::text
      from reports r join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id
      where r.id in (select jsonb_array_elements_text(${jsonParam(ids)})::uuid)`,
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        crossingId: row.crossing_id,
        contentHash: row.content_hash,
        accountId: row.account_id,
        review: row.state,
        receivedAt: readInstant(row.received_at),
        publishedAt: readNullableInstant(row.published_at),
        publishAt: readNullableInstant(row.publish_at),
      },
    ]),
  );
}
