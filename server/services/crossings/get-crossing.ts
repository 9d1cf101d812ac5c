import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Known } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { readStatuses } from "../status/read-status.ts";
import { getRegistered } from "./find-crossings.ts";

export interface CrossingView {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  /** Incidents that began by then, newest first. */
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
}

const IncidentRow = z.object({ id: z.string(), title: z.string() });

/** @throws DomainError `not_found` */
export async function getCrossing(
  ctx: ServiceContext,
  input: { readonly slug: CrossingId; readonly at: Instant | null; readonly known: Known },
): Promise<CrossingView> {
  const { database, now } = ctx;
  const at = input.at ?? now;
  const crossing = await getRegistered(database, input.slug, now);
  const [[status], incidents] = await Promise.all([
    readStatuses(database, [crossing], { at, known: input.known, now }),
    selectRows(
      database,
      IncidentRow,
      sql`select i.id, i.title from incidents i join incident_crossings c on c.incident_id = i.id
        where c.crossing_id = ${crossing.id} and i.start_at <= ${at}::timestamptz order by i.start_at desc`,
    ),
  ]);
  if (status === undefined)
    throw new DomainError("not_found", `There is no status of ${crossing.name}.`);
  return { crossing, status, incidents };
}
