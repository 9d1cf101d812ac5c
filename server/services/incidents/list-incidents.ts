import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import { DomainError } from "#server/domain/errors.ts";
import { HARMS, INCIDENT_KINDS, type Incident } from "#server/domain/incident.ts";
import type { Known } from "#server/domain/report.ts";
import { SOURCE_KINDS } from "#server/domain/source.ts";
import { type Instant, PRECISIONS } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { readCursor, writeCursor } from "../cursor.ts";

const LIST = "incidents";

const Bound = z.object({
  text: z.string(),
  precision: z.enum(PRECISIONS),
  earliestAt: z.string(),
  latestAt: z.string(),
});
const Row = z.object({
  id: z.string(),
  start_at: z.string(),
  title: z.string(),
  kind: z.enum(INCIDENT_KINDS),
  summary: z.string(),
  from: Bound,
  to: Bound.nullable(),
  crossing_ids: z.array(z.string()),
  updates: z.array(
    z.object({ id: z.string(), at: Bound, text: z.string(), links: z.array(SourceLinkRow) }),
  ),
  casualty_claims: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      about: z.string(),
      aboutParty: z.string().nullable(),
      claimant: z.object({
        id: z.string(),
        kind: z.enum(SOURCE_KINDS),
        name: z.string(),
        party: z.string().nullable(),
      }),
      harm: z.enum(HARMS),
      low: z.number(),
      high: z.number().nullable(),
      asGiven: z.string(),
      at: Bound,
      publishedAt: z.string(),
      links: z.array(SourceLinkRow),
    }),
  ),
});

function toIncident(row: z.output<typeof Row>): Incident {
  const { crossing_ids: crossingIds, casualty_claims: claims, start_at: _, ...rest } = row;
  return {
    ...rest,
    crossingIds,
    casualtyClaims: claims.map((c) => ({ ...c, publishedAt: readInstant(c.publishedAt) })),
  };
}

/** What is known to the week or less stands in the middle of it, among the days that it may have been. */
const middleOf = (bound: SQL): SQL => sql`(${bound} ->> 'earliestAt')::timestamptz
  + case when ${bound} ->> 'precision' in ('week', 'month', 'year')
      then ((${bound} ->> 'latestAt')::timestamptz - (${bound} ->> 'earliestAt')::timestamptz) / 2
      else interval '0' end`;

interface IncidentView {
  readonly at: Instant;
  readonly known: Known;
}

async function readIncidents(
  database: Database,
  { where, limit }: { readonly where: SQL; readonly limit: number },
  { at, known }: IncidentView,
): Promise<z.output<typeof Row>[]> {
  // As known then: only what had been published by that instant.
  const isKnown = (published: SQL): SQL =>
    known === "now" ? sql`true` : sql`${published} <= ${at}::timestamptz`;
  return selectRows(
    database,
    Row,
    sql`select i.id, i.start_at::text, i.title, i.kind, i.summary, i."from", i."to",
        (select coalesce(jsonb_agg(c.crossing_id order by c.crossing_id), '[]') from incident_crossings c
          where c.incident_id = i.id) as crossing_ids,
        (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'at', u.at, 'text', u.text, 'links', u.links)
            order by ${middleOf(sql`u.at`)}, u.id), '[]') from incident_updates u
          where u.incident_id = i.id and (u.at ->> 'earliestAt')::timestamptz <= ${at}::timestamptz
            and ${isKnown(sql`u.published_at`)}) as updates,
        (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'group', k.claim_group, 'about', k.about,
            'aboutParty', k.about_party, 'harm', k.harm, 'low', k.low, 'high', k.high, 'asGiven', k.as_given,
            'at', k.at, 'publishedAt', k.published_at, 'links', k.links,
            'claimant', jsonb_build_object('id', s.id, 'kind', s.kind, 'name', s.name, 'party', s.party))
            order by k.claim_group, k.published_at, k.id), '[]')
          from casualty_claims k join sources s on s.id = k.source_id
          where k.incident_id = i.id and (k.at ->> 'earliestAt')::timestamptz <= ${at}::timestamptz
            and ${isKnown(sql`k.published_at`)}) as casualty_claims
      from incidents i where i.start_at <= ${at}::timestamptz and ${where}
      order by i.start_at desc, i.id limit ${limit}`,
  );
}

/**
 * Incidents that had begun by `at` (null: now), newest first, with what had happened in them by then.
 * @throws DomainError `invalid` for a cursor from elsewhere
 */
export async function listIncidents(
  ctx: ServiceContext,
  input: {
    readonly at: Instant | null;
    readonly known?: Known;
    /** `next` of the page before. */
    readonly before?: string | null;
    /** All, when left out. */
    readonly limit?: number;
  },
): Promise<{ incidents: Incident[]; next: string | null }> {
  const view = { at: input.at ?? ctx.now, known: input.known ?? "now" };
  const { limit = Number.MAX_SAFE_INTEGER } = input;
  let where = sql`true`;
  if (input.before != null) {
    const { at, id } = readCursor(LIST, input.before);
    where = sql`(i.start_at < ${at}::timestamptz or (i.start_at = ${at}::timestamptz and i.id > ${id}))`;
  }
  const rows = await readIncidents(ctx.database, { where, limit }, view);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next =
    last === undefined ? null : writeCursor(LIST, { at: readInstant(last.start_at), id: last.id });
  return { incidents: rows.map(toIncident), next };
}

/** @throws DomainError `not_found` */
export async function getIncident(
  ctx: ServiceContext,
  input: { readonly slug: string; readonly at: Instant | null; readonly known?: Known },
): Promise<{ incident: Incident }> {
  const view = { at: input.at ?? ctx.now, known: input.known ?? "now" };
  const only = { where: sql`i.id = ${input.slug}`, limit: 1 };
  const [row] = await readIncidents(ctx.database, only, view);
  if (row === undefined) {
    throw new DomainError(
      "not_found",
      `There is no incident "${input.slug}"; /api/v1/incidents lists them all.`,
    );
  }
  return { incident: toIncident(row) };
}
