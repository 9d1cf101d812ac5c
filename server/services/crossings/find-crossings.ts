/**
 * The registry as the core reads it. It changes rarely, and reading it anew takes 0.1 s with 500 crossings, in which
 * nothing else is told: so a process keeps it until it is told to look again. Postgres tells whenever a row of it is
 * written (trigger `tell_registry`); server/start/present.ts listens, and forgets.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import { type Crossing, CrossingId, MODES } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { type Instant, MINUTE_MS, msBetween } from "#server/domain/time.ts";

/** For a process that does not listen (a command has ended long before), and should ever a word get lost. */
const KEEP_MS = 10 * MINUTE_MS;

const Side = z.object({
  country: z.string(),
  place: z.string().nullable(),
  admin: z.string().nullable(),
  authority: z.string().nullable(),
  zone: z.string(),
});
const Row = z.object({
  id: CrossingId,
  name: z.string(),
  alt_names: z.array(z.string()),
  local_names: z.record(z.string(), z.string()),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  precision_metres: z.number().nullable(),
  position_note: z.string().nullable(),
  type: z.string(),
  expected_interval_minutes: z.number(),
  note: z.string().nullable(),
  sources: z.array(SourceLinkRow),
  sides: z.tuple([Side, Side]),
  lanes: z.array(
    z.object({
      id: z.string(),
      direction: z.string(),
      from: z.string(),
      to: z.string(),
      mode: z.enum(MODES),
    }),
  ),
});

function toCrossing(row: z.output<typeof Row>): Crossing {
  return {
    id: row.id,
    name: row.name,
    altNames: row.alt_names,
    localNames: row.local_names,
    sides: row.sides,
    position:
      row.latitude === null || row.longitude === null
        ? null
        : {
            latitude: row.latitude,
            longitude: row.longitude,
            precisionMetres: row.precision_metres ?? 0,
            note: row.position_note,
          },
    type: row.type,
    lanes: row.lanes,
    expectedIntervalMinutes: row.expected_interval_minutes,
    note: row.note,
    sources: row.sources,
  };
}

async function readRegistry(database: Database | Transaction): Promise<Crossing[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`
      select c.*,
        (select jsonb_agg(jsonb_build_object('country', s.country, 'place', s.place, 'admin', s.admin,
           'authority', s.authority, 'zone', s.zone) order by s.position)
         from sides s where s.crossing_id = c.id) as sides,
        (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'from', l.from_country,
           'to', l.to_country, 'direction', l.from_country || '-' || l.to_country, 'mode', l.mode)
           order by l.position), '[]')
         from lanes l where l.crossing_id = c.id) as lanes
      from crossings c where c.is_listed order by c.name`,
  );
  return rows.map(toCrossing);
}

interface Kept {
  readonly at: Instant;
  readonly crossings: Promise<Crossing[]>;
}
const kept = new WeakMap<Database, Kept>();

/** Every listed crossing, by name. */
export function listCrossings(database: Database, now: Instant): Promise<Crossing[]> {
  const before = kept.get(database);
  if (before !== undefined && Math.abs(msBetween(before.at, now)) < KEEP_MS)
    return before.crossings;
  const crossings = readRegistry(database);
  kept.set(database, { at: now, crossings });
  // A failed read is not kept: the next asker tries again.
  crossings.catch(() => {
    if (kept.get(database)?.crossings === crossings) kept.delete(database);
  });
  return crossings;
}

/** Forgets what is kept, after the registry was written. */
export function forgetCrossings(database: Database): void {
  kept.delete(database);
}

/** @throws DomainError `not_found` naming the crossing */
export async function getRegistered(
  database: Database,
  id: CrossingId,
  now: Instant,
): Promise<Crossing> {
  const found = (await listCrossings(database, now)).find((crossing) => crossing.id === id);
  if (found !== undefined) return found;
  throw new DomainError(
    "not_found",
    `There is no crossing "${id}"; /api/v1/crossings lists them all.`,
    {
      fields: [{ path: "crossing", message: `no crossing "${id}"` }],
    },
  );
}
