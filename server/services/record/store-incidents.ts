import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { Incident } from "#server/domain/incident.ts";

const incidentRows = (incidents: readonly Incident[]) =>
  incidents.map((i) => ({
    id: i.id,
    title: i.title,
    kind: i.kind,
    summary: i.summary,
    from: i.from,
    to: i.to,
    start_at: i.from.earliestAt,
  }));

const updateRows = (incidents: readonly Incident[]) =>
  incidents.flatMap((i) =>
    i.updates.map((u) => ({
      incident_id: i.id,
      id: u.id,
      at: u.at,
      text: u.text,
      links: u.links,
      published_at: u.at.earliestAt,
    })),
  );

const claimRows = (incidents: readonly Incident[]) =>
  incidents.flatMap((i) =>
    i.casualtyClaims.map((c) => ({
      incident_id: i.id,
      id: c.id,
      claim_group: c.group,
      about: c.about,
      about_party: c.aboutParty,
      source_id: c.claimant.id,
      harm: c.harm,
      low: c.low,
      high: c.high,
      as_given: c.asGiven,
      at: c.at,
      published_at: c.publishedAt,
      links: c.links,
    })),
  );

/** Adds incidents, their updates and casualty claims that are not there yet. */
export async function storeIncidents(
  tx: Transaction,
  incidents: readonly Incident[],
): Promise<void> {
  const claimants = new Map(
    incidents.flatMap((i) => i.casualtyClaims.map(({ claimant }) => [claimant.id, claimant])),
  );
  await tx.execute(sql`
    insert into sources (id, kind, name, party)
    select id, kind, name, party
    from jsonb_to_recordset(${jsonParam([...claimants.values()])}) as x(id text, kind text, name text, party text)
    on conflict do nothing`);
  await tx.execute(sql`
    insert into incidents (id, title, kind, summary, "from", "to", start_at)
    select id, title, kind, summary, "from", nullif("to", 'null'::jsonb), start_at
    from jsonb_to_recordset(${jsonParam(incidentRows(incidents))}) as x(id text, title text, kind text, summary text,
      "from" jsonb, "to" jsonb, start_at timestamptz)
    on conflict do nothing`);
  const crossings = incidents.flatMap((i) =>
    i.crossingIds.map((crossing_id) => ({ crossing_id, incident_id: i.id })),
  );
  await tx.execute(sql`
    insert into incident_crossings (crossing_id, incident_id)
    select crossing_id, incident_id
    from jsonb_to_recordset(${jsonParam(crossings)}) as x(crossing_id text, incident_id text)
    on conflict do nothing`);
  await tx.execute(sql`
    insert into incident_updates (incident_id, id, at, text, links, published_at)
    select incident_id, id, at, text, links, published_at
    from jsonb_to_recordset(${jsonParam(updateRows(incidents))}) as x(incident_id text, id text, at jsonb, text text,
      links jsonb, published_at timestamptz)
    on conflict do nothing`);
  await tx.execute(sql`
    insert into casualty_claims (incident_id, id, claim_group, about, about_party, source_id, harm, low, high,
      as_given, at, published_at, links)
    select incident_id, id, claim_group, about, about_party, source_id, harm, low, high, as_given, at, published_at, links
    from jsonb_to_recordset(${jsonParam(claimRows(incidents))}) as x(incident_id text, id text, claim_group text,
      about text, about_party text, source_id text, harm text, low integer, high integer, as_given text, at jsonb,
      published_at timestamptz, links jsonb)
    on conflict do nothing`);
}
