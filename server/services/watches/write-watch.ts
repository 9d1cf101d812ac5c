import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { WatchInput, WatchSubject } from "#server/domain/watch.ts";

/** The columns that say what a watch is about. */
function subjectColumns(subject: WatchSubject) {
  const crossing = subject.kind === "crossing" ? subject.crossing : null;
  const corridor = subject.kind === "corridor" ? subject.corridor : null;
  const border = subject.kind === "border" ? subject.border : null;
  const country = subject.kind === "country" ? subject.country : null;
  return sql`${subject.kind}, ${crossing}, ${corridor}::uuid, ${border}, ${country}`;
}

export interface WatchRow extends WatchInput {
  /** Null: the public's. */
  readonly firmId: string | null;
}

export const usedId = (id: string): DomainError =>
  new DomainError("conflict", `The id ${id} was used for another watch.`);

/**
 * Writes a watch as it is wished; one that was parked is no longer.
 * @throws DomainError `conflict` when the id is that of somebody else's, or of one that has ended
 */
export async function writeWatch(
  tx: Transaction,
  { id, firmId, name, subject, rule, timing, channel, locale }: WatchRow,
  now: string,
): Promise<void> {
  const email = channel.kind === "email" ? channel.email : null;
  const endpoint = channel.kind === "webhook" ? channel.endpoint : null;
  const written = await tx.execute(sql`
    insert into watches (id, firm_id, name, subject_kind, crossing_id, corridor_id, border, country, rule, timing,
      channel, email, endpoint_id, locale, created_at)
    values (${id}::uuid, ${firmId}::uuid, ${name}, ${subjectColumns(subject)}, ${jsonParam(rule)},
      ${jsonParam(timing)}, ${channel.kind}, ${email}, ${endpoint}::uuid, ${locale}, ${now}::timestamptz)
    on conflict (id) do update set name = excluded.name, subject_kind = excluded.subject_kind,
      crossing_id = excluded.crossing_id, corridor_id = excluded.corridor_id, border = excluded.border,
      country = excluded.country, rule = excluded.rule, timing = excluded.timing, channel = excluded.channel,
      email = excluded.email, endpoint_id = excluded.endpoint_id, locale = excluded.locale, parked_at = null,
      parked_reason = null
      where watches.firm_id is not distinct from excluded.firm_id and watches.ended_at is null
    returning id`);
  if (written.length === 0) throw usedId(id);
}
