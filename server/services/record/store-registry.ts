import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { Crossing } from "#server/domain/crossing.ts";

/**
 * Adds crossings, sides and lanes that are not there yet, and names in languages that a crossing had none in; what is
 * there stays as an admin may have changed it.
 */
export async function storeRegistry(
  tx: Transaction,
  crossings: readonly Crossing[],
): Promise<void> {
  const rows = crossings.map((c) => ({
    id: c.id,
    name: c.name,
    alt_names: c.altNames,
    local_names: c.localNames,
    latitude: c.position?.latitude ?? null,
    longitude: c.position?.longitude ?? null,
    precision_metres: c.position?.precisionMetres ?? null,
    position_note: c.position?.note ?? null,
    type: c.type,
    expected_interval_minutes: c.expectedIntervalMinutes,
    note: c.note,
    sources: c.sources,
  }));
  const sides = crossings.flatMap((c) =>
    c.sides.map((side, position) => ({ crossing_id: c.id, position, ...side })),
  );
  const lanes = crossings.flatMap((c) =>
    c.lanes.map((lane, position) => ({
      crossing_id: c.id,
      id: lane.id,
      from_country: lane.from,
      to_country: lane.to,
      mode: lane.mode,
      position,
    })),
  );
  await tx.execute(sql`
    insert into crossings (id, name, alt_names, local_names, latitude, longitude, precision_metres, position_note,
      type, expected_interval_minutes, note, sources)
    select id, name, alt_names, local_names, latitude, longitude, precision_metres, position_note,
      type, expected_interval_minutes, note, sources
    from jsonb_to_recordset(${jsonParam(rows)}) as x(id text, name text, alt_names jsonb, local_names jsonb,
      latitude float8, longitude float8, precision_metres integer, position_note text, type text,
      expected_interval_minutes integer, note text, sources jsonb)
    on conflict (id) do update set local_names = excluded.local_names || crossings.local_names
      where excluded.local_names || crossings.local_names <> crossings.local_names`);
  await tx.execute(sql`
    insert into sides (crossing_id, position, country, place, admin, authority, zone)
    select crossing_id, position, country, place, admin, authority, zone
    from jsonb_to_recordset(${jsonParam(sides)}) as x(crossing_id text, position smallint, country text, place text,
      admin text, authority text, zone text)
    on conflict do nothing`);
  await tx.execute(sql`
    insert into lanes (crossing_id, id, from_country, to_country, mode, position)
    select crossing_id, id, from_country, to_country, mode, position
    from jsonb_to_recordset(${jsonParam(lanes)}) as x(crossing_id text, id text, from_country text, to_country text,
      mode text, position smallint)
    on conflict do nothing`);
  await tx.execute(sql`
    insert into statuses (crossing_id) select id from crossings on conflict do nothing`);
}
