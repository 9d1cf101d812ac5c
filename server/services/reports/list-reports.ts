import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { CrossingId, SourceLink } from "#server/domain/crossing.ts";
import type { DeviceClock } from "#server/domain/device-clock.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { type Known, REVIEW_STATES, type ReviewState } from "#server/domain/report.ts";
import { SOURCE_KINDS, type Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { findCorrections, type PublicLinks } from "./find-corrections.ts";

/** A published report as the public may read it: no account, no note, no place but its crossing. */
export interface PublicReport {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly source: Source;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant;
  readonly withdrawnAt: Instant | null;
  /** The public report whose place it took, and the one that took its own. */
  readonly correctsId: string | null;
  readonly correctedById: string | null;
  readonly claims: readonly Claim[];
  readonly links: readonly SourceLink[];
}

/** An own report, with what the desk did of it. */
export interface OwnReport {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly review: ReviewState;
  readonly reason: string | null;
  readonly note: string | null;
  readonly claims: readonly Claim[];
  /** null: its sender's clock was taken to be right. */
  readonly deviceClock: DeviceClock | null;
  /** It came as its code, which may say less than what was written on the phone. */
  readonly isByCode: boolean;
}

export const ReportRow = z.object({
  id: z.string(),
  crossing_id: z.string(),
  source_id: z.string(),
  source_kind: z.enum(SOURCE_KINDS),
  source_name: z.string(),
  source_party: z.string().nullable(),
  observed_at: z.string(),
  received_at: z.string(),
  published_at: z.string().nullable(),
  withdrawn_at: z.string().nullable(),
  publish_at: z.string().nullable(),
  state: z.enum(REVIEW_STATES),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  via: z.string(),
  account_name: z.string().nullable(),
  claims: z.array(z.unknown()),
  device_clock: z
    .object({
      deviceAt: z.string(),
      skewMs: z.number().nullable(),
      uncertaintyMs: z.number().nullable(),
    })
    .nullable(),
  links: z.array(SourceLinkRow),
});
export type ReportRow = z.output<typeof ReportRow>;

/** Claims are written only by insertReports, from the core's own type, and never changed after. */
export const asClaims = (bodies: readonly unknown[]): Claim[] => bodies as Claim[];

/** Reports with where they stand; the caller says which, in what order and how many. */
export function selectReports(where: SQL): SQL {
  return sql`select r.id, r.crossing_id, r.links, r.claims, r.note, r.via, r.device_clock, r.observed_at::text, r.received_at::text,
      s.published_at::text, s.withdrawn_at::text, s.publish_at::text, s.state, s.reason, a.name as account_name,
      o.id as source_id, o.kind as source_kind, o.name as source_name, o.party as source_party
    from report_states s
    join reports r on r.crossing_id = s.crossing_id and r.id = s.report_id
    join sources o on o.id = r.source_id
    left join accounts a on a.id = r.account_id
    where ${where}`;
}

export const readSource = (row: ReportRow): Source => ({
  id: row.source_id,
  kind: row.source_kind,
  name: row.source_name,
  party: row.source_party,
});

export function toPublic(row: ReportRow, links: PublicLinks | undefined): PublicReport {
  return {
    id: row.id,
    crossingId: row.crossing_id,
    source: readSource(row),
    observedAt: readInstant(row.observed_at),
    receivedAt: readInstant(row.received_at),
    publishedAt: readInstant(row.published_at ?? row.received_at),
    withdrawnAt: readNullableInstant(row.withdrawn_at),
    correctsId: links?.correctsId ?? null,
    correctedById: links?.correctedById ?? null,
    claims: asClaims(row.claims),
    links: row.links,
  };
}

/** `observedAt id` of the last report of a page. */
function parseBefore(before: string): { observedAt: Instant; id: string } {
  const [at = "", id = ""] = Buffer.from(before, "base64url").toString("utf8").split(" ");
  if (!z.uuid().safeParse(id).success) {
    throw new DomainError(
      "invalid",
      "before: is no cursor of this list; leave it out to start from the newest",
      {
        fields: [{ path: "before", message: "is no cursor of this list" }],
      },
    );
  }
  return { observedAt: parseInstant(at), id };
}

/**
 * What was made of an announcement, a report for each day of opening hours: no account sent it, and its id is derived (UUID
 * version 8; see make-occurrences).
 */
const IS_OCCURRENCE = sql`(r.account_id is null and substr(r.id::text, 15, 1) = '8')`;

/**
 * Published reports of a crossing, newest first.
 * @throws DomainError `not_found`, `invalid` for a cursor from elsewhere
 */
export async function listPublicReports(
  ctx: ServiceContext,
  input: {
    readonly slug: CrossingId;
    readonly before: string | null;
    readonly limit: number;
    readonly at: Instant | null;
    /** `then`: only reports published by `at`, as they stood at it. */
    readonly known?: Known;
    /** Without those made of announcements, where these are shown by themselves. */
    readonly isAnnouncedLeftOut?: boolean;
  },
): Promise<{ reports: PublicReport[]; next: string | null }> {
  const crossing = await getRegistered(ctx.database, input.slug, ctx.now);
  const at = input.at ?? ctx.now;
  const isKnown =
    input.known === "then"
      ? sql`s.published_at <= ${at}::timestamptz`
      : sql`s.published_at is not null`;
  const wanted = input.isAnnouncedLeftOut === true ? sql`and not ${IS_OCCURRENCE}` : sql``;
  const older =
    input.before === null
      ? sql``
      : (() => {
          const { observedAt, id } = parseBefore(input.before);
          return sql`and (s.observed_at, s.report_id) < (${observedAt}::timestamptz, ${id}::uuid)`;
        })();
  const rows = await selectRows(
    ctx.database,
    ReportRow,
    sql`${selectReports(sql`s.crossing_id = ${crossing.id} and ${isKnown}
      and s.observed_at <= ${at}::timestamptz and s.state in ('published', 'retracted', 'superseded')
      ${wanted} ${older}`)}
      order by s.observed_at desc, s.report_id desc limit ${input.limit}`,
  );
  const isHidden = (withdrawnAt: Instant | null): boolean =>
    input.known === "then" && withdrawnAt !== null && withdrawnAt > at;
  // A withdrawal that came later was not known then.
  const ids = rows.map(({ id }) => id);
  const corrections = await findCorrections(ctx.database, crossing.id, ids);
  const reports = rows
    .map((row) => toPublic(row, corrections.get(row.id)))
    .map((r) => (isHidden(r.withdrawnAt) ? { ...r, withdrawnAt: null, correctedById: null } : r));
  const last = rows.length === input.limit ? reports.at(-1) : undefined;
  const next =
    last === undefined ? null : Buffer.from(`${last.observedAt} ${last.id}`).toString("base64url");
  return { reports, next };
}

/** The asker's own newest reports, with their review. */
export async function listOwnReports(
  ctx: ServiceContext,
  input: { readonly limit: number },
): Promise<{ reports: OwnReport[] }> {
  const { actor } = ctx;
  if (actor === null) throw new DomainError("unauthenticated", "Sign in to see your reports.");
  assertCan(actor, "report.inspect", { ownerId: actor.accountId });
  const rows = await selectRows(
    ctx.database,
    ReportRow,
    sql`${selectReports(sql`r.account_id = ${actor.accountId}`)} order by r.received_at desc limit ${input.limit}`,
  );
  return {
    reports: rows.map((row) => ({
      id: row.id,
      crossingId: row.crossing_id,
      observedAt: readInstant(row.observed_at),
      receivedAt: readInstant(row.received_at),
      review: row.state,
      reason: row.reason,
      note: row.note,
      claims: asClaims(row.claims),
      deviceClock: row.device_clock,
      isByCode: row.via === "relay" || row.via === "sms",
    })),
  };
}
